"""Question 1: three ways to clean Persian text, and what each of them costs in accuracy."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

ZWNJ = "\u200c"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"


def normalise(text: str) -> str:
    """Write a Persian text in one standard spelling.

    Two texts that look the same to a reader should be the same string to a tokenizer. In this order:

    1. canonical composition (Unicode NFC), so that alef + madda (U+0627 U+0653) becomes آ (U+0622);
    2. Arabic letters to Persian ones: ي (U+064A) and ى (U+0649) → ی (U+06CC), ك (U+0643) → ک (U+06A9), ة
       (U+0629) → ه;
    3. ASCII digits 0-9 and Arabic-Indic digits ٠-٩ (U+0660 to U+0669) → Persian digits ۰-۹ (U+06F0 to
       U+06F9);
    4. dropped: tatweel (U+0640), the marks U+200E and U+200F, the soft hyphen (U+00AD), and the harakat
       (U+064B to U+0652, and U+0670). The combining madda and hamza, U+0653 to U+0655, are no harakat and
       stay;
    5. every run of white space (whatever `str.isspace` calls so, with the no-break space) → one blank, none
       at the ends;
    6. ZWNJ (U+200C): kept inside a word, a run of several becomes one; dropped beside a blank and at both
       ends.

    The result is a fixed point: `normalise(normalise(text)) == normalise(text)` for every text. Mind what a
    dropped character stood between: the result must be in NFC, with single blanks, after the dropping too.

    Args:
        text: any string; it may be empty.

    Returns:
        The text in the standard spelling. Everything not named above (punctuation, Latin letters) is left
        alone.

    Source:
        Unicode Standard Annex #15, "Unicode Normalization Forms".

    Example:
        >>> normalise("كتاب\u200c هاي  ١٢ گانه")
        'کتاب های ۱۲ گانه'
    """
    raise NotImplementedError("q1_preprocess.normalise")


def remove_stop_words(text: str, stop_words: frozenset[str]) -> str:
    """Drop the stop words from a text.

    Words are what white space separates; a ZWNJ is part of its word. Only a whole word is dropped: with the
    stop word "از", neither "آغاز" nor "از‌پیش" changes.

    Args:
        text: a text, normalised or not.
        stop_words: the words to drop, in the spelling they have in `text`.

    Returns:
        The other words in their order, joined by one blank each; an empty string when none is left.

    Example:
        >>> remove_stop_words("کتاب از پروازها است", frozenset({"از", "است"}))
        'کتاب پروازها'
    """
    raise NotImplementedError("q1_preprocess.remove_stop_words")


def replace_zwnj(text: str, replacement: str = " ") -> str:
    """Replace every ZWNJ (U+200C) of a text.

    Args:
        text: any string.
        replacement: what stands in the place of each ZWNJ; a blank cuts the word in two, an empty string
            joins its parts.

    Returns:
        The text with each ZWNJ replaced and nothing else changed.

    Example:
        >>> replace_zwnj("می\u200cروم")
        'می روم'
    """
    raise NotImplementedError("q1_preprocess.replace_zwnj")


def preprocess(
    rows: Sequence[Mapping[str, str]], steps: Sequence[Callable[[str], str]]
) -> list[dict[str, str]]:
    """Apply text steps, one after the other, to both sentences of every row.

    Args:
        rows: rows with the keys "premise", "hypothesis" and "label" (others may be there too).
        steps: functions from text to text; the first is applied first, the next one to its result. No step:
            no change.

    Returns:
        New rows in the same order: "premise" and "hypothesis" changed, every other key as it was.
        Neither `rows` nor one of its dicts is modified.

    Example:
        >>> preprocess([{"premise": " a", "hypothesis": "b ", "label": "e"}], [str.strip, str.upper])
        [{'premise': 'A', 'hypothesis': 'B', 'label': 'e'}]
    """
    raise NotImplementedError("q1_preprocess.preprocess")


def preprocessing_cost(
    scores: Mapping[str, Sequence[float]], baseline: str = "normalised"
) -> dict[str, float]:
    """Say by how much each way of preprocessing moves the accuracy, compared seed by seed with a baseline.

    Args:
        scores: for each way of preprocessing the accuracies of its runs; the i-th run of each used the i-th
            seed.
        baseline: the way the others are compared with.

    Returns:
        For each way except the baseline, the mean over the seeds of (its accuracy − the baseline's accuracy):
        negative where it costs accuracy, positive where it gains.

    Raises:
        ValueError: the baseline is not among the scores, a way has another number of runs than the
            baseline, or there are no runs.

    Example:
        >>> preprocessing_cost({"normalised": [0.5, 0.75], "no_stop_words": [0.25, 0.75]})
        {'no_stop_words': -0.125}
    """
    raise NotImplementedError("q1_preprocess.preprocessing_cost")
