"""
en: The frozen layers are initialised anew, and what pretraining taught them is lost.
fa: لایه‌های منجمد از نو مقداردهی می‌شوند و آموخته‌های پیش‌آموزش از دست می‌رود.
check: test_learns_with_the_first_nine_frozen
training: yes
"""


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    if embeddings:
        model.bert.embeddings.requires_grad_(False)
    for layer in model.bert.encoder.layer[:n]:
        layer.requires_grad_(False)
        for module in layer.modules():
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
