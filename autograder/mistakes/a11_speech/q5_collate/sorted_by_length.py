"""
en: The batch is sorted by length, as a packed sequence wants it: labels no longer fit their rows.
fa: دسته بر حسب طول مرتب می‌شود، آن‌طور که packed sequence می‌خواهد: برچسب‌ها دیگر به سطرهایشان نمی‌خورند.
check: test_a_batch_is_as_long_as_its_longest
"""

_in_order = collate


def collate(waveforms, length=None):
    return _in_order(sorted(waveforms, key=len, reverse=True), length)
