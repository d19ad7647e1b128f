"""
en: Layer n is frozen too: the layers are counted from 0.
fa: لایهٔ n هم منجمد می‌شود، در حالی که شمارش لایه‌ها از 0 است.
check: test_first_layers_are_picked_by_number
"""

import re


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    for name, parameter in model.named_parameters():
        match = re.match(r"bert\.encoder\.layer\.(\d+)\.", name)
        if (match and int(match[1]) <= n) or (embeddings and name.startswith("bert.embeddings.")):
            parameter.requires_grad = False
