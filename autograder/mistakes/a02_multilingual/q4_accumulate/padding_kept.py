"""
en: Micro-batches stay as wide as the whole batch: short rows are computed with the padding of the longest one.
fa: ریزدسته‌ها به پهنای کل دسته می‌مانند: سطرهای کوتاه با پدینگِ بلندترین سطر حساب می‌شوند.
check: test_micro_batches_hold_every_row_once
"""


def split_batch(batch, size):
    if size < 1:
        raise ValueError(size)
    parts = {key: values.split(size) for key, values in batch.items()}
    return [dict(zip(parts, piece, strict=True)) for piece in zip(*parts.values(), strict=True)]
