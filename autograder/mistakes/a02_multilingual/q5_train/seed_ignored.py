"""
en: The order is the same whatever `seed` says.
fa: ترتیب یکی است، هر چه `seed` بگوید.
check: test_the_seed_decides_the_order
"""

_seeded = train


def train(model, tokenizer, examples, labels, *, seed=0, **settings):
    return _seeded(model, tokenizer, examples, labels, seed=0, **settings)
