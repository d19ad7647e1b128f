"""Question 1: read spreadsheets into a DatasetDict, and find and remove the spelling that gives a class away."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from datasets import ClassLabel, Dataset, DatasetDict, Features, Value

COLUMNS = ("source", "targets", "category")
CATEGORIES = ("quran", "bible", "mizan")
ZWNJ = "\u200c"
LOOSE_ZWNJ = "loose ZWNJ"


def read_splits(
    folder: Path | str,
    splits: Sequence[str] = ("train", "validation", "test"),
    categories: Sequence[str] = CATEGORIES,
) -> DatasetDict:
    """Read one spreadsheet a split into a Hugging Face DatasetDict, and refuse what is not in order.

    The split "train" is the first sheet of `folder/train.xlsx`, and so on. The sheet's first row names its columns,
    in whatever order; those of `COLUMNS` are read, others are left out. Below it, rows whose three cells are all
    empty are passed over. Everything else is kept as it is: order, repeated rows, spelling, blanks around a text, and
    texts such as "None", "NA" or "null", which are no empty cells. A number in a cell becomes its text:
    `str(number)`.

    Args:
        folder: where the files are.
        splits: their names, which become the keys of the result, in this order.
        categories: the only values that the column "category" may have, in the order of their class ids.

    Returns:
        For each split a Dataset with exactly the columns of `COLUMNS`: "source" and "targets" strings, "category" a
        `ClassLabel` whose names are `categories`, so that a row holds the class id.

    Raises:
        FileNotFoundError: a file is missing.
        ValueError: a column is missing, a split has no rows, a cell is empty (None, or nothing but white space), or a
            category is not one of `categories`.
        In each case the message is one line. It contains the name of the file ("train.xlsx"); the name of the column,
        if one is missing or has an empty cell; and, if one row is at fault, "row N", where N counts as the
        spreadsheet program does: the first row, with the names, is row 1. Of several faults the first is reported: by
        split, then by row.
    """
    raise NotImplementedError("q1_read.read_splits")


def class_balance(splits: DatasetDict) -> dict[str, dict[str, float]]:
    """Say how the classes are balanced in each split, and what guessing earns there.

    Args:
        splits: as `read_splits` returns them.

    Returns:
        For each split one dict: each category's name with the int number of its rows, 0 where it has none; and
        "majority", the accuracy of always saying the commonest category of this split, between 0 and 1.

    Example:
        `{"train": {"quran": 2, "bible": 1, "mizan": 0, "majority": 0.666…}}`
    """
    raise NotImplementedError("q1_read.class_balance")


def find_duplicates(
    splits: DatasetDict, clean: Callable[[str], str] | None = None
) -> dict[str, dict[str, list[int]]]:
    """Find rows that repeat another one, within a split and across two.

    Two rows are the same if "source" and "targets" both are, whatever their category: after `clean`, if it is given.
    One side alone may well be the same in two good rows: a text has more than one translation.

    Args:
        splits: as `read_splits` returns them.
        clean: applied to both texts of each row before they are compared. Two editions of one text may differ in
            nothing but the spelling.

    Returns:
        "within": for each split the numbers (from 0, ascending) of the rows that repeat an earlier row of the same
        split; a row that occurs three times counts twice. "across": for every two splits, under "first/second" in the
        order that they have in `splits` (for example "train/test"), the numbers of the rows of the second one that
        occur in the first one. Every split and every two splits are there, with an empty list where nothing repeats.
    """
    raise NotImplementedError("q1_read.find_duplicates")


def without_leaks(splits: DatasetDict, clean: Callable[[str], str] | None = None) -> DatasetDict:
    """Take out of the training split what would make it look better than it is.

    Args:
        splits: as `read_splits` returns them, "train" among them.
        clean: as in `find_duplicates`; it decides what is the same and changes no text.

    Returns:
        A new DatasetDict with the same splits and columns. "train" has lost each row that repeats an earlier row of
        "train" and each row that occurs in another split; what is left is in its old order. The other splits are as
        they were, so that scores on them can be compared with those of others. `splits` itself is not changed.
    """
    raise NotImplementedError("q1_read.without_leaks")


def symbols(text: str) -> set[str]:
    """List what a text is written with, whatever it says.

    A run of ZWNJ (U+200C) *joins* if the character right before it is a letter, a mark or a digit and the one right
    after it is a letter or a digit (`unicodedata.category` begins with L, M or N; with L or N). Otherwise it is
    *loose*: it stands at the end of a word, say, where nobody sees it.

    Args:
        text: any string, as it is: nothing is normalised.

    Returns:
        Every character of the text except white space (`str.isspace`); but the ZWNJ itself is in the set only if one
        joins, and the string `LOOSE_ZWNJ` is in it if one is loose.

    Example:
        >>> symbols("می\u200cرود\u200c.") == {*"میرود.", "\u200c", LOOSE_ZWNJ}
        True
    """
    raise NotImplementedError("q1_read.symbols")


def exclusive_symbols(
    texts: Sequence[str], labels: Sequence[str], min_rows: int = 10
) -> dict[str, dict[str, object]]:
    """Find the symbols that only one class uses: each of them gives its class away.

    Args:
        texts: the texts of the rows.
        labels: the class of each row.
        min_rows: in how many texts a symbol has to be to be reported. What is in two texts may be in one class alone
            by chance; in ten it hardly is.

    Returns:
        For each symbol (see `symbols`) that is in at least `min_rows` texts, all of the same class:
        `{"label": that class, "rows": in how many texts}`. A symbol that one text has twice is in one text.
    """
    raise NotImplementedError("q1_read.exclusive_symbols")


def clean(text: str) -> str:
    """Write a text in the spelling that all classes share, and change nothing that carries meaning.

    1. NFC composition, so that alef + madda (U+0627 U+0653) becomes آ (U+0622);
    2. Arabic letters to Persian ones: ي (U+064A) and ى (U+0649) → ی (U+06CC), ك (U+0643) → ک (U+06A9);
    3. dropped: tatweel (U+0640) and the harakat (U+064B to U+0652);
    4. a loose run of ZWNJ (see `symbols`) is dropped, one that joins becomes a single ZWNJ. What counts is the text
       after steps 1 to 3;
    5. NFC again, for what now has come together.

    Args:
        text: any string, English too.

    Returns:
        The text in that spelling; blanks, digits, punctuation and all else are as they were. Cleaning it again
        changes nothing.

    Example:
        >>> clean("كتا\u0640ب\u200c ها\u064e و خانه\u200cها")
        'کتاب ها و خانه\u200cها'
    """
    raise NotImplementedError("q1_read.clean")


def cue_accuracy(cues: Sequence[Hashable], labels: Sequence[str]) -> float:
    """Measure what a cue alone gives away: the best accuracy of a guesser who sees nothing else.

    He says for each value of the cue the label that is commonest among the rows with this value. With a cue that
    says nothing this is the share of the commonest label. (It is counted on the rows that the guesser learnt from:
    take cues of few values, or every row is a class of its own.)

    Args:
        cues: the cue's value in each row, for example whether a text contains some symbol.
        labels: the class of each row.

    Returns:
        A float between 0 and 1.

    Raises:
        ValueError: there are no rows, or not as many cues as labels.

    Example:
        >>> cue_accuracy([True, True, False, False], ["bible", "bible", "quran", "mizan"])
        0.75
    """
    raise NotImplementedError("q1_read.cue_accuracy")
