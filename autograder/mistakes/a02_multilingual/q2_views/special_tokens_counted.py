"""
en: [CLS] and [SEP] count as tokens of the text.
fa: توکن‌های [CLS] و [SEP] هم توکن متن شمرده می‌شوند.
check: test_coverage_of_a_language
"""


def coverage(tokenizer, texts):
    words = sum(len(text.split()) for text in texts)
    if not words:
        raise ValueError("no words")
    tokens = [token for ids in tokenizer(list(texts))["input_ids"] for token in ids]
    return {
        "tokens_per_word": len(tokens) / words,
        "unknown_share": tokens.count(tokenizer.unk_token_id) / len(tokens),
    }
