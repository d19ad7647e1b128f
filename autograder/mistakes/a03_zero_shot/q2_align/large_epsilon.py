"""
en: A constant that is added to every length shrinks the cosines of short vectors.
fa: عددی که به همهٔ طول‌ها افزوده شده کسینوس بردارهای کوتاه را کوچک می‌کند.
check: test_cosines_of_every_pair
"""


def cosine(a, b):

    def unit(vectors: Tensor) -> Tensor:
        lengths = vectors.norm(dim=-1, keepdim=True)
        return vectors / (lengths + 1e-3)

    return unit(a) @ unit(b).T
