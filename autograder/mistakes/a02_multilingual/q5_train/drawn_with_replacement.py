"""
en: Each batch is drawn anew from all examples: some come twice in a round, others not at all.
fa: هر دسته از نو از میان همهٔ نمونه‌ها کشیده می‌شود: بعضی در یک دور دو بار می‌آیند و بعضی هیچ.
check: test_each_example_comes_once_in_a_round
"""

import torch

_randperm = torch.randperm


class _Torch:
    def __getattr__(self, name):
        return getattr(_original, name)

    def randperm(self, count, generator=None):
        return _original.randint(0, count, (count,), generator=generator)


_original, torch = torch, _Torch()
