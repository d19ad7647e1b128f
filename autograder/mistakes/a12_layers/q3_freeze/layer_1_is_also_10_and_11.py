"""
en: The name is searched for “layer.1”, which “layer.10” and “layer.11” contain as well.
fa: در نام دنبال «layer.1» گشته می‌شود، که در «layer.10» و «layer.11» هم هست.
check: test_first_layers_are_picked_by_number
"""


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    for name, parameter in model.named_parameters():
        if any(f"encoder.layer.{layer}" in name for layer in range(n)) or (
            embeddings and "embeddings." in name
        ):
            parameter.requires_grad = False
