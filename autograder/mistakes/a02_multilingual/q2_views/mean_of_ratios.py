"""
en: The ratio is taken for each text and then averaged, so a text of two words counts as much as one of thirty.
fa: نسبت برای هر متن جداگانه حساب و میانگین گرفته می‌شود و متن دوواژه‌ای هم‌وزن متن سی‌واژه‌ای است.
check: test_coverage_of_a_language
"""

_pooled = coverage


def coverage(tokenizer, texts):
    each = [_pooled(tokenizer, [text]) for text in texts if text.split()]
    if not each:
        raise ValueError("no words")
    return {key: sum(part[key] for part in each) / len(each) for key in each[0]}
