"""
en: A reshape is taken for cutting: a “patch” is a run of neighbouring values, not a square.
fa: reshape به جای بریدن نشسته است: «تکه» رشته‌ای از مقدارهای پیاپی است و نه یک مربع.
check: test_patches_come_row_by_row
"""


def patchify(images, size):
    B, C, H, W = images.shape
    if H % size or W % size:
        raise ValueError(f"{H} by {W}")
    return images.reshape(B, (H // size) * (W // size), C * size * size)
