"""
en: All texts are padded to the longest of all, and nobody can tell padding from text any more.
fa: همهٔ متن‌ها تا بلندترینِ همه پر می‌شوند و دیگر پدینگ از متن جدا نمی‌شود.
check: test_texts_are_encoded
"""


def encode(tokenizer, texts, max_length=128):
    return tokenizer(list(texts), padding=True, truncation=True, max_length=max_length)["input_ids"]
