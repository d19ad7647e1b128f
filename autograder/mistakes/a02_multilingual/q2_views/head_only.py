"""
en: The tokenizer's truncation keeps the head of a long text; its tail, where the frame may end, is lost.
fa: بریدن خود توکن‌ساز سرِ متن بلند را نگه می‌دارد و تهش، که شاید پایان قاب آنجا باشد، از دست می‌رود.
check: test_a_long_text_keeps_head_and_tail
"""


def encode_view(tokenizer, rows, view, max_length=128):
    texts = [[row[column] for row in rows] for column in _columns(view)]
    if not rows:
        return []
    encoded = tokenizer(*texts, truncation=True, max_length=max_length)
    return [{key: encoded[key][index] for key in encoded} for index in range(len(rows))]
