"""
en: The encoder's weights are loaded into the classifier with strict=False, which hides that no name matches.
fa: وزن‌های encoder با strict=False در مدل بار می‌شوند و این پنهان می‌کند که هیچ نامی جور نیست.
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
    shorter.load_state_dict(model.bert.state_dict(), strict=False)
    return shorter.eval()
