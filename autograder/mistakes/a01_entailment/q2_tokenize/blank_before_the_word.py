"""
en: The offsets are the tokenizer's own, in which a word marked by ▁ begins at the blank before it.
fa: آفست‌ها همان آفست‌های توکن‌سازند که در آن واژهٔ ▁دار از فاصلهٔ پیش از خود آغاز می‌شود.
check: test_offsets_point_at_the_text
"""


def token_offsets(tokenizer, text):
    encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    return [list(span) for span in encoded["offset_mapping"]]
