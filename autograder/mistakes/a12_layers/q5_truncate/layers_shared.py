"""
en: The new model takes the original's layers themselves, not copies: training one moves the other.
fa: مدل تازه خودِ لایه‌های مدل اصلی را برمی‌دارد، نه رونوشتشان را: آموزش یکی دیگری را جابه‌جا می‌کند.
check: test_the_original_is_untouched
"""

import copy


def truncate(model, n):
    count = model.config.num_hidden_layers
    if not 1 <= n <= count:
        raise ValueError(f"{n} layers")
    config = copy.deepcopy(model.config)
    config.num_hidden_layers = n
    shorter = type(model)(config)
    shorter.bert.embeddings = model.bert.embeddings
    shorter.bert.encoder.layer = model.bert.encoder.layer[:n]
    shorter.bert.pooler = model.bert.pooler
    shorter.classifier = model.classifier
    return shorter.eval()
