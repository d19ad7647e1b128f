"""
en: The global random state is used instead of the generator.
fa: به‌جای مولد، حالت تصادفی سراسری به کار رفته است.
check: test_generator_decides
"""

import torch


def choose(tokens, rate, generator):
    return (torch.rand(tokens.shape) < rate) & (tokens != 0)
