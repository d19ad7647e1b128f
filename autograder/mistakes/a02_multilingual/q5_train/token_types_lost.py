"""
en: Only ids and mask reach the model: the two texts of a pair are no longer told apart.
fa: فقط شناسه‌ها و ماسک به مدل می‌رسند: دو متنِ یک جفت دیگر از هم بازشناخته نمی‌شوند.
check: test_each_example_comes_once_in_a_round
"""

_complete = _padded


def _padded(tokenizer, examples, device):
    batch = _complete(tokenizer, examples, device)
    return {key: batch[key] for key in ("input_ids", "attention_mask")}
