"""
en: The special tokens are left out, one of which is the token that is classified.
fa: توکن‌های ویژه کنار گذاشته می‌شوند؛ یکی از آن‌ها همان است که رده‌بندی می‌شود.
check: test_texts_are_encoded
"""


def encode(tokenizer, texts, max_length=128):
    return tokenizer(list(texts), add_special_tokens=False, truncation=True, max_length=max_length)[
        "input_ids"
    ]
