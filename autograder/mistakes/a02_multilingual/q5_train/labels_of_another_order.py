"""
en: Examples are shuffled, labels come in file order: every text has some other text's label.
fa: نمونه‌ها بُر می‌خورند و برچسب‌ها به ترتیب پرونده می‌آیند: هر متن برچسب متنی دیگر را دارد.
check: test_each_example_comes_once_in_a_round
"""

_matched = train


def train(model, tokenizer, examples, labels, **settings):
    return _matched(model, tokenizer, examples, labels.roll(1), **settings)
