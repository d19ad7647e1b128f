"""
en: Every flag is set anew, which thaws what the caller had frozen before.
fa: همهٔ پرچم‌ها از نو گذاشته می‌شوند و آنچه فراخواننده پیش‌تر منجمد کرده بود آزاد می‌شود.
check: test_embeddings_are_optional
"""

import re


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    for name, parameter in model.named_parameters():
        match = re.match(r"bert\.encoder\.layer\.(\d+)\.", name)
        frozen = (match and int(match[1]) < n) or (embeddings and name.startswith("bert.embeddings."))
        parameter.requires_grad = not frozen
