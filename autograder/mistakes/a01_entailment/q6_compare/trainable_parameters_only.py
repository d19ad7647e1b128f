"""
en: Frozen parameters are left out.
fa: پارامترهای ثابت کنار گذاشته می‌شوند.
check: test_the_share_of_the_embeddings
"""


def embedding_share(model):
    tables = {module.weight for module in model.modules() if isinstance(module, nn.Embedding)}
    total = sum(weight.numel() for weight in model.parameters() if weight.requires_grad)
    return sum(table.numel() for table in tables if table.requires_grad) / total if total else 0.0
