"""
en: Names that are in no table are passed over in silence.
fa: نام‌هایی که در هیچ جدولی نیستند بی‌صدا کنار گذاشته می‌شوند.
check: test_unknown_names_raise
"""

import torch


def to_timm(state_dict):
    renamed = {}
    for name in state_dict:
        try:
            target = _target(name)
        except KeyError:
            continue
        renamed[target] = torch.cat([state_dict[source] for source in _sources(target)])
    return renamed
