"""
en: The ids are sliced after encoding, so that a long text loses its closing token.
fa: شناسه‌ها پس از کدگذاری بریده می‌شوند و متن بلند توکن پایانی‌اش را از دست می‌دهد.
check: test_texts_are_encoded
"""


def encode(tokenizer, texts, max_length=128):
    return [ids[:max_length] for ids in tokenizer(list(texts))["input_ids"]]
