"""
en: The zero vector is divided by its length of 0.
fa: بردار صفر بر طولش که صفر است تقسیم می‌شود.
check: test_cosines_of_every_pair
"""


def cosine(a, b):

    def unit(vectors: Tensor) -> Tensor:
        lengths = vectors.norm(dim=-1, keepdim=True)
        return vectors / lengths

    return unit(a) @ unit(b).T
