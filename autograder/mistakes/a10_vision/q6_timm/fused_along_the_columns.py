"""
en: Queries, keys and values are joined side by side, along dimension 1.
fa: پرسش و کلید و مقدار کنار هم، روی بُعد 1، به هم می‌چسبند.
check: test_weights_get_the_names_of_timm
"""

import torch


def to_timm(state_dict):
    renamed = {}
    for name in state_dict:
        target = _target(name)
        parts = [state_dict[source] for source in _sources(target)]
        renamed[target] = torch.cat(parts, dim=-1)
    return renamed
