"""
en: Types of 0 are made up where the tokenizer has none.
fa: وقتی توکن‌ساز نوع ندارد نوعِ 0 از خود ساخته می‌شود.
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
    batch["token_type_ids"] = padded(
        [example.get("token_type_ids", [0] * len(example["input_ids"])) for example in examples], 0
    )
    if "label" in examples[0]:
        batch["labels"] = torch.tensor([example["label"] for example in examples])
    return batch
