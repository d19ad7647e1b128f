"""
en: A slice of the layers takes any n: −1 freezes all but the last layer, 13 all of them.
fa: برشِ لایه‌ها هر n را می‌پذیرد: -1 همه جز لایهٔ آخر را منجمد می‌کند و 13 همه را.
check: test_impossible_numbers_of_layers_raise
"""


def freeze_first_layers(model, n, embeddings=True):
    for module in model.bert.encoder.layer[:n]:
        module.requires_grad_(False)
    if embeddings:
        model.bert.embeddings.requires_grad_(False)
