"""The best honest answer to question 3: nobody can know the labels, only a thief gets the other points."""


def label(premises: list[str], hypotheses: list[str]) -> list[str]:
    """A label (e, n or c) for each pair."""
    return ["n"] * len(premises)


def guess(count: int) -> list[int]:
    """``count`` numbers below 1000."""
    return [0] * count
