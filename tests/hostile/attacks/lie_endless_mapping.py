"""attack: returns a mapping without end
strategy: items() never stops while the worker turns it into data
family: lies
question: q1_pool
expect: timeout memory
"""

from collections.abc import Mapping
from itertools import count


class Endless(Mapping):
    def __getitem__(self, key):
        return 0

    def __iter__(self):
        return iter(count())

    def __len__(self):
        return 1


def masked_mean(hidden, mask):
    return Endless()
