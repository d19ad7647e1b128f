"""
en: The kernel is viewed as (values, D) instead of being flattened and transposed.
fa: هسته به جای تخت و ترانهاده شدن، با view به شکل (values, D) درمی‌آید.
check: test_embedding_is_a_convolution
"""


def embed_patches(images, weight, bias):
    patches = patchify(images, weight.shape[-1])
    return patches @ weight.reshape(-1, weight.shape[0]) + bias
