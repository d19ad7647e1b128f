"""
en: The global random state is seeded, and everyone else's randomness with it.
fa: حالت تصادفی سراسری بذر می‌گیرد و با آن تصادف همهٔ دیگران.
check: test_the_seed_decides_the_order
"""

import torch

_quiet = train


def train(model, tokenizer, examples, labels, *, seed=0, **settings):
    torch.manual_seed(seed)
    return _quiet(model, tokenizer, examples, labels, seed=seed, **settings)
