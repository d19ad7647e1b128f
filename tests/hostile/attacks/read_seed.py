"""attack: recomputes the grader's draws from the seed
strategy: takes the worker's own seed from the frames and tries it, and 20,000 small ones, as the run's seed
family: reads
question: q3_secret
expect: failed
points: 1
"""

import gc
import hashlib
import random
import sys

_SEEDS = set()
_frame = sys._getframe()
while _frame is not None:
    for _value in [*_frame.f_locals.values(), _frame.f_locals.get("request", {})]:
        if isinstance(_value, dict) and isinstance(_value.get("seed"), int):
            _SEEDS.add(_value["seed"])
    _frame = _frame.f_back


def label(premises, hypotheses):
    return ["n"] * len(premises)


def _draw(seed, count):
    digest = hashlib.sha256(f"{seed}/q3_secret/test_guess".encode()).digest()
    rng = random.Random(digest)
    return [rng.randrange(1000) for _ in range(count)]


def _is_the_runs(seed):
    digest = hashlib.sha256(f"{seed}/q3_secret/worker".encode()).digest()
    return random.Random(digest).randrange(2**31) in _SEEDS


def guess(count):
    _SEEDS.update(
        value["seed"] for value in gc.get_objects() if type(value) is dict and type(value.get("seed")) is int
    )
    for seed in [*_SEEDS, *range(20_000)]:
        if _is_the_runs(seed):
            return _draw(seed, count)
    return [0] * count
