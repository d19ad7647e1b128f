"""The spelling that the course's own runs give Persian texts."""

import unicodedata

_LETTERS = str.maketrans("\u064a\u0643", "\u06cc\u06a9")


def standard_spelling(text: str) -> str:
    """Composed, with Persian yeh and kaf and single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LETTERS).split())
