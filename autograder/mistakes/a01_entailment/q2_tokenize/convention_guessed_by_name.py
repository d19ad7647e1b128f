"""
en: Token types and separators are guessed from the name of the [CLS] token and put together by hand.
fa: نوع توکن و جداکننده از روی نام توکن [CLS] حدس زده و با دست ساخته می‌شود.
check: test_the_checkpoints_tokenizers_do
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds) or max_length < tokenizer.num_special_tokens_to_add(pair=True):
        raise ValueError("these pairs cannot be encoded")
    if not firsts:
        return []
    result = []
    bert = tokenizer.vocab_size < 1000 and tokenizer.cls_token == "[CLS]"
    for first, second in zip(firsts, seconds, strict=True):
        left = tokenizer(first, add_special_tokens=False)["input_ids"]
        right = tokenizer(second, add_special_tokens=False)["input_ids"]
        between = [tokenizer.sep_token_id] * (1 if bert else 2)
        while len(left) + len(right) + 2 + len(between) > max_length:
            (left if len(left) > len(right) else right).pop(-1 if tokenizer.truncation_side == "right" else 0)
        pair = {"input_ids": [tokenizer.cls_token_id, *left, *between, *right, tokenizer.sep_token_id]}
        if bert:
            pair["token_type_ids"] = [0] * (len(left) + 2) + [1] * (len(right) + 1)
        result.append(pair)
    return result
