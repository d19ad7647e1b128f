"""
en: The rows that do not fill a micro-batch are dropped.
fa: سطرهایی که یک ریزدسته را پر نمی‌کنند کنار گذاشته می‌شوند.
check: test_micro_batches_hold_every_row_once
"""

_every_piece = split_batch


def split_batch(batch, size):
    return [piece for piece in _every_piece(batch, size) if len(piece["attention_mask"]) == size]
