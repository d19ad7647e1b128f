"""
en: A shorter model is built from the configuration, and the pretrained weights are never copied into it.
fa: مدل کوتاه‌تر از روی پیکربندی ساخته می‌شود و وزن‌های پیش‌آموخته هرگز در آن رونویسی نمی‌شوند.
check: test_learns_with_nine_layers
training: yes
"""

import copy


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 1 <= n <= count:
        raise ValueError(f"{n} layers")
    config = copy.deepcopy(model.config)
    config.num_hidden_layers = n
    return type(model)(config).eval()
