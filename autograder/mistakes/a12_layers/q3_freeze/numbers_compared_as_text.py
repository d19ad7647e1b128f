"""
en: The layer's number is compared as text, and “10” comes before “9”.
fa: شمارهٔ لایه به صورت متن مقایسه می‌شود و «10» پیش از «9» می‌آید.
check: test_first_layers_are_picked_by_number
"""


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    for name, parameter in model.named_parameters():
        parts = name.split(".")
        if ("layer" in parts and parts[3] < str(n)) or (embeddings and name.startswith("bert.embeddings.")):
            parameter.requires_grad = False
