"""A function whose check trusts it too much."""


def pair() -> list[int]:
    return [1, 2]
