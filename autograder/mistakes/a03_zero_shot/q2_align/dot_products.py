"""
en: Dot products: long vectors win whatever they point at.
fa: ضرب داخلی: بردارهای بلند برنده‌اند، به هر سو که باشند.
check: test_cosines_of_every_pair
"""


def cosine(a, b):

    def unit(vectors: Tensor) -> Tensor:
        return vectors

    return unit(a) @ unit(b).T
