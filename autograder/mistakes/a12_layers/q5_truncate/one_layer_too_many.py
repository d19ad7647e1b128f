"""
en: Layer n is kept as well: the hidden states start with the embeddings' output, the layers do not.
fa: لایهٔ n هم نگه داشته می‌شود: حالت‌های پنهان با خروجی تعبیه‌ها آغاز می‌شوند ولی لایه‌ها نه.
check: test_output_is_the_nth_hidden_state
"""

import copy


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 1 <= n <= count:
        raise ValueError(f"{n} layers")
    shorter = copy.deepcopy(model)
    shorter.bert.encoder.layer = shorter.bert.encoder.layer[: n + 1]
    shorter.config.num_hidden_layers = len(shorter.bert.encoder.layer)
    return shorter
