"""
en: A slice takes any n: −1 drops the last layer, 13 keeps all of them.
fa: برش هر n را می‌پذیرد: -1 لایهٔ آخر را می‌اندازد و 13 همه را نگه می‌دارد.
check: test_impossible_numbers_of_layers_raise
"""

import copy


def truncate(model, n):
    shorter = copy.deepcopy(model)
    shorter.bert.encoder.layer = shorter.bert.encoder.layer[:n]
    shorter.config.num_hidden_layers = len(shorter.bert.encoder.layer)
    return shorter
