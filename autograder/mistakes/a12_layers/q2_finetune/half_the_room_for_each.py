"""
en: Each sentence may take half of the room, even where the other one leaves its half empty.
fa: هر جمله نیمی از جا را می‌گیرد، حتی اگر جملهٔ دیگر نیمهٔ خود را پر نکند.
check: test_the_longer_sentence_is_cut_first
"""

import torch


def encode_pairs(tokenizer, premises, hypotheses, max_length=64):
    half = (max_length - 3) // 2
    ids, types = [], []
    for premise, hypothesis in zip(premises, hypotheses, strict=True):
        left = tokenizer(premise, add_special_tokens=False)["input_ids"][:half]
        right = tokenizer(hypothesis, add_special_tokens=False)["input_ids"][:half]
        ids.append([tokenizer.cls_token_id, *left, tokenizer.sep_token_id, *right, tokenizer.sep_token_id])
        types.append([0] * (len(left) + 2) + [1] * (len(right) + 1))
    longest = max(map(len, ids))
    return {
        "input_ids": torch.tensor([row + [tokenizer.pad_token_id] * (longest - len(row)) for row in ids]),
        "attention_mask": torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids]),
        "token_type_ids": torch.tensor([row + [0] * (longest - len(row)) for row in types]),
    }
