"""
en: Padding is 0 by hand, which is some other token for this tokenizer.
fa: پدینگ دستی ۰ است که برای این توکن‌ساز توکن دیگری است.
check: test_each_example_comes_once_in_a_round
"""

import torch


def _padded(tokenizer, examples, device):
    longest = max(len(example["input_ids"]) for example in examples)
    return {
        key: torch.tensor([example[key] + [0] * (longest - len(example[key])) for example in examples])
        for key in examples[0]
    }
