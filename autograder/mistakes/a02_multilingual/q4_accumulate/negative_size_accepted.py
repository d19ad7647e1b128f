"""
en: Only a size of 0 is refused, by range itself; a negative one gives no micro-batches at all.
fa: فقط اندازهٔ 0 را خودِ range رد می‌کند؛ اندازهٔ منفی هیچ ریزدسته‌ای نمی‌دهد.
check: test_micro_batches_hold_every_row_once
"""


def split_batch(batch, size):
    mask = batch["attention_mask"]
    pieces = []
    for start in range(0, len(mask), size):
        piece = {key: values[start : start + size] for key, values in batch.items()}
        longest = int(piece["attention_mask"].sum(1).max())
        pieces.append({key: part[:, :longest] if part.dim() == 2 else part for key, part in piece.items()})
    return pieces
