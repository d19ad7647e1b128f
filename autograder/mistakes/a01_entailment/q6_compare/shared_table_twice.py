"""
en: A table that the output layer shares counts twice.
fa: جدولی که لایهٔ خروجی هم آن را دارد دو بار می‌شمارد.
check: test_the_share_of_the_embeddings
"""


def embedding_share(model):
    tables = sum(module.weight.numel() for module in model.modules() if isinstance(module, nn.Embedding))
    return tables / sum(weight.numel() for weight in model.state_dict().values())
