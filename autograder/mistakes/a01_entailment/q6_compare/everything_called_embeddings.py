"""
en: Everything whose name has embeddings in it is counted, the norm too.
fa: هرچه در نامش embeddings دارد شمرده می‌شود، نُرم هم.
check: test_the_share_of_the_embeddings
"""


def embedding_share(model):
    sizes = {name: weight.numel() for name, weight in model.named_parameters()}
    return sum(size for name, size in sizes.items() if "embeddings" in name) / sum(sizes.values())
