"""
en: A row is taken to end where the ids are 0; the id of padding need not be 0, and the mask is not asked.
fa: پایان سطر جایی گرفته می‌شود که شناسه 0 است؛ شناسهٔ پدینگ لازم نیست 0 باشد و از ماسک پرسیده نمی‌شود.
check: test_micro_batches_hold_every_row_once
"""


def split_batch(batch, size):
    if size < 1:
        raise ValueError(size)
    pieces = []
    for start in range(0, len(batch["input_ids"]), size):
        piece = {key: values[start : start + size] for key, values in batch.items()}
        longest = int((piece["input_ids"] != 0).sum(1).max())
        pieces.append({key: part[:, :longest] if part.dim() == 2 else part for key, part in piece.items()})
    return pieces
