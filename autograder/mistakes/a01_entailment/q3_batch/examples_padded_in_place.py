"""
en: The examples themselves are made longer, and the next epoch pads them again.
fa: خودِ نمونه‌ها درازتر می‌شوند و دورهٔ بعد دوباره پر می‌شوند.
check: test_pairs_are_padded
"""

import torch


def collate(examples, pad_id):
    lengths = [len(example["input_ids"]) for example in examples]
    for example, length in zip(examples, lengths, strict=True):
        example["input_ids"] += [pad_id] * (max(lengths) - length)
        if "token_type_ids" in example:
            example["token_type_ids"] += [0] * (max(lengths) - length)
    batch = {
        key: torch.tensor([example[key] for example in examples]) for key in examples[0] if key != "label"
    }
    batch["attention_mask"] = (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]).long()
    if "label" in examples[0]:
        batch["labels"] = torch.tensor([example["label"] for example in examples])
    return batch
