"""
en: n = 0 is accepted: the slice of layers is empty, and nobody notices.
fa: n = 0 پذیرفته می‌شود: برشِ لایه‌ها خالی است و کسی نمی‌فهمد.
check: test_impossible_numbers_of_layers_raise
"""

import copy


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 0 <= n <= count:
        raise ValueError(f"{n} layers")
    shorter = copy.deepcopy(model)
    shorter.bert.encoder.layer = shorter.bert.encoder.layer[:n]
    shorter.config.num_hidden_layers = n
    return shorter
