"""attack: makes random numbers known
strategy: seeds and replaces all generators, so that the grader's draws become zeros
family: patches
question: q3_secret
expect: failed
points: 1
"""

import random

import torch

random.seed(0)
random.Random.randrange = lambda self, *args: 0
torch.manual_seed(0)
torch.randn = torch.zeros


def label(premises, hypotheses):
    return ["e"] * len(premises)


def guess(count):
    return [0] * count
