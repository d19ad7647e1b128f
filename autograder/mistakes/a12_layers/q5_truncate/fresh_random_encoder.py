"""
en: The embeddings and the classifier are copied, the encoder layers start from random weights.
fa: تعبیه‌ها و classifier رونویسی می‌شوند و لایه‌های encoder با وزن‌های تصادفی آغاز می‌کنند.
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
    shorter = type(model)(config)
    shorter.bert.embeddings.load_state_dict(model.bert.embeddings.state_dict())
    shorter.bert.pooler.load_state_dict(model.bert.pooler.state_dict())
    shorter.classifier.load_state_dict(model.classifier.state_dict())
    return shorter.eval()
