"""
en: What is left over at the end of a round is never trained on.
fa: آنچه در پایان هر دور باقی می‌ماند هیچ‌گاه آموزش داده نمی‌شود.
check: test_each_example_comes_once_in_a_round
"""

_whole = train


def train(model, tokenizer, examples, labels, *, batch_size=16, **settings):
    full = len(examples) // batch_size * batch_size or len(examples)
    return _whole(model, tokenizer, examples[:full], labels[:full], batch_size=batch_size, **settings)
