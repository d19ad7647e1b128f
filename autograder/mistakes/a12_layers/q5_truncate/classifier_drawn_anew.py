"""
en: Only the encoder is copied: the classifier starts from new random weights.
fa: فقط encoder رونویسی می‌شود و classifier با وزن‌های تصادفی تازه آغاز می‌کند.
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
    wanted = shorter.bert.state_dict().keys()
    shorter.bert.load_state_dict({k: v for k, v in model.bert.state_dict().items() if k in wanted})
    return shorter.eval()
