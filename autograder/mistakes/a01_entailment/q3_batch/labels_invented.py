"""
en: Examples without a label get the label −1.
fa: نمونه‌های بی‌برچسب برچسب −1 می‌گیرند.
check: test_keys_follow_the_examples
"""

import torch


def collate(examples, pad_id):
    longest = max(len(example["input_ids"]) for example in examples)

    def padded(rows, fill):
        return torch.tensor([list(row) + [fill] * (longest - len(row)) for row in rows])

    ids = [example["input_ids"] for example in examples]
    batch = {"input_ids": padded(ids, pad_id)}
    batch["attention_mask"] = padded([[1] * len(row) for row in ids], 0)
    if "token_type_ids" in examples[0]:
        batch["token_type_ids"] = padded([example["token_type_ids"] for example in examples], 0)
    batch["labels"] = torch.tensor([example.get("label", -1) for example in examples])
    return batch
