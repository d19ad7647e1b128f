"""
en: Only the table of words is counted, under the name that it has in a BERT.
fa: فقط جدول واژه‌ها شمرده می‌شود، با نامی که در BERT دارد.
check: test_the_share_of_the_embeddings
"""


def embedding_share(model):
    sizes = {name: weight.numel() for name, weight in model.named_parameters()}
    return sum(size for name, size in sizes.items() if name.endswith("word_embeddings.weight")) / sum(
        sizes.values()
    )
