"""
en: Everything is turned to float64 for the sake of precision, and the result stays in it: the next layer, in float32, refuses it.
fa: همه چیز برای دقت به float64 برده می‌شود و نتیجه همان می‌ماند: لایهٔ بعدی که float32 است نمی‌پذیردش.
check: test_it_is_the_patch_embedding_of_deit
"""


def embed_patches(images, weight, bias):
    patches = patchify(images.double(), weight.shape[-1])
    return patches @ weight.double().flatten(1).T + bias.double()
