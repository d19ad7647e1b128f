"""
en: What does not fill a patch at the right and at the bottom is dropped without a word, as conv2d does.
fa: آنچه در راست و پایین تکه‌ای را پر نمی‌کند بی‌صدا کنار می‌رود، همان‌گونه که conv2d می‌کند.
check: test_sizes_that_do_not_fit_raise
"""


def patchify(images, size):
    patches = images.unfold(2, size, size).unfold(3, size, size)  # (B, C, rows, columns, size, size)
    return patches.permute(0, 2, 3, 1, 4, 5).flatten(3).flatten(1, 2)
