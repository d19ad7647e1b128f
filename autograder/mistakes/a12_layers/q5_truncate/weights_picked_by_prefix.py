"""
en: Layers are picked by the beginning of their name: “layer.1” also matches layers 10 and 11, and others are missed.
fa: لایه‌ها با آغاز نامشان انتخاب می‌شوند: «layer.1» با لایه‌های 10 و 11 هم جور است و بعضی جا می‌افتند.
check: test_weights_are_those_of_the_first_layers
"""

import copy


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 1 <= n <= count:
        raise ValueError(f"{n} layers")
    config = copy.deepcopy(model.config)
    config.num_hidden_layers = n
    shorter = type(model)(config)
    dropped = tuple(f"bert.encoder.layer.{layer}" for layer in range(n, count))
    kept = {k: v for k, v in model.state_dict().items() if not k.startswith(tuple(p[:20] for p in dropped))}
    shorter.load_state_dict(kept, strict=False)
    return shorter.eval()
