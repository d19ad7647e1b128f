"""attack: looks for the seed in the environment
strategy: raises when any variable or argument names a secret, a seed, a token or the class
family: reads
question: q3_secret
expect: failed
points: 1
"""

import os
import sys

_WORDS = ("seed", "secret", "api_key", "password", "submission", "gradebook")


def label(premises, hypotheses):
    return ["n"] * len(premises)


def guess(count):
    for text in [*os.environ, *os.environ.values(), *sys.argv]:
        if any(word in text.lower() for word in _WORDS):
            raise RuntimeError(f"found {text}")
    return [0] * count
