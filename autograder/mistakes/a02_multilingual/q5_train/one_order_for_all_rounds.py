"""
en: The examples are shuffled once, and every round has the same batches.
fa: نمونه‌ها یک بار بُر می‌خورند و همهٔ دورها همان دسته‌ها را دارند.
check: test_each_example_comes_once_in_a_round
"""

import torch

_original = torch


class _Torch:
    def __getattr__(self, name):
        return getattr(_original, name)

    def randperm(self, count, generator=None):
        return _original.randperm(count, generator=_original.Generator().manual_seed(0))


torch = _Torch()
