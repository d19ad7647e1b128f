"""
en: The frozen weights are set to zero, so that the last layer sees the same state for every input.
fa: وزن‌های منجمد صفر می‌شوند و لایهٔ آخر برای هر ورودی حالتی یکسان می‌بیند.
check: test_learns_with_all_but_the_last_frozen
training: yes
"""


def freeze_all_but_last_layer(model):
    model.requires_grad_(False)
    for layer in model.bert.encoder.layer[:-1]:
        for parameter in layer.parameters():
            parameter.data.zero_()
    for part in (model.bert.encoder.layer[-1], model.bert.pooler, model.classifier):
        part.requires_grad_(True)
