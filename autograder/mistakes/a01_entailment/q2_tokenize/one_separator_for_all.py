"""
en: One separator is put between the sentences by hand, whatever the model: a RoBERTa has two.
fa: با دست یک جداکننده میان جمله‌ها می‌آید، مدل هرچه باشد: RoBERTa دو تا دارد.
check: test_pairs_follow_the_tokenizer
"""


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds) or max_length < tokenizer.num_special_tokens_to_add(pair=True):
        raise ValueError("these pairs cannot be encoded")
    if not firsts:
        return []
    result = []
    for first, second in zip(firsts, seconds, strict=True):
        left = tokenizer(first, add_special_tokens=False)["input_ids"]
        right = tokenizer(second, add_special_tokens=False)["input_ids"]
        while len(left) + len(right) + 3 > max_length:
            (left if len(left) > len(right) else right).pop()
        ids = [tokenizer.cls_token_id, *left, tokenizer.sep_token_id, *right, tokenizer.sep_token_id]
        pair = {"input_ids": ids}
        if "token_type_ids" in tokenizer.model_input_names:
            pair["token_type_ids"] = [0] * (len(left) + 2) + [1] * (len(right) + 1)
        result.append(pair)
    return result
