"""
en: Freezing is taken for switching off: the weights of the first layers are set to zero.
fa: انجماد با خاموش کردن اشتباه شده است: وزن‌های لایه‌های نخست صفر می‌شوند.
check: test_learns_with_the_first_nine_frozen
training: yes
"""


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    if embeddings:
        model.bert.embeddings.requires_grad_(False)
    for module in model.bert.encoder.layer[:n]:
        module.requires_grad_(False)
        for parameter in module.parameters():
            parameter.data.zero_()
