"""Question 1: what a folder of recordings holds, read out of file names and headers, with nothing dropped silently."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from matplotlib.figure import Figure

# The letter of the emotion in a name such as M05N01.wav: speaker M05 (male, number 05), neutral, utterance 01.
LETTERS = {
    "A": "anger",
    "H": "happiness",
    "N": "neutral",
    "S": "sadness",
    "W": "surprise",
    "F": "fear",
}
GENDERS = {"F": "female", "M": "male"}

# BEGIN SOLUTION
# [0-9], because \d takes the digits of every script; fullmatch, because $ lets a line feed pass.
_NAME = re.compile(r"([FM])([0-9]{2})([AHNSWF])([0-9]{2})\.(?i:wav|flac)")
_EXTENSIONS = (".wav", ".flac")
# END SOLUTION


def parse_name(name: str) -> dict[str, Any]:
    """Read what a file name of ShEMO says.

    A name has a letter for the gender (F or M), two digits that number the speaker, a letter for the emotion
    (see `LETTERS`), two digits that number the utterance, and the extension .wav or .flac. The letters are
    capitals and the digits are 0 to 9; the extension alone may be written in any case.

    Args:
        name: a file's name without its folder.

    Returns:
        `{"gender": "female" or "male", "speaker": gender's letter and number, "emotion": a word of LETTERS,
        "utterance": an int}`.

    Raises:
        ValueError: the name is anything else, be it by one character more or less, by a lower-case letter or
            by a Persian digit. The message contains the name.

    Example:
        >>> parse_name("M05N01.wav")
        {'gender': 'male', 'speaker': 'M05', 'emotion': 'neutral', 'utterance': 1}

    Source:
        Mohamad Nezami, Lou and Karami, "ShEMO: a large-scale validated database for Persian speech emotion
        detection" (2019).
    """
    # BEGIN SOLUTION
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"not the name of a recording: {name}")
    gender, number, letter, utterance = found.groups()
    return {
        "gender": GENDERS[gender],
        "speaker": gender + number,
        "emotion": LETTERS[letter],
        "utterance": int(utterance),
    }
    # END SOLUTION


def inventory(folder: Path | str) -> dict[str, list[dict[str, Any]]]:
    """List the recordings below a folder, at any depth, and those that cannot be listed.

    Every file whose extension is .wav or .flac (in any case) comes in exactly one of the two lists; other files
    in neither. One bad file never stops the rest. The length of a recording is taken from its header
    (`soundfile.info`), so that no sample is decoded: a FLAC file that was cut off counts with the length that
    its header states, and it is `load_audio` of question 4 that complains about it.

    Args:
        folder: the folder, which may hold folders.

    Returns:
        `{"rows": [{"file", "gender", "speaker", "emotion", "utterance", "seconds"}, ...],
        "bad": [{"file", "reason"}, ...]}`. "file" is the path below `folder` with forward slashes, such as
        `male/M05N01.flac`; the next four are what `parse_name` gives; "seconds" is a float. "reason" is a
        sentence: the name does not fit, or soundfile cannot read the header. Both lists are sorted by "file"
        (as strings).

    Raises:
        NotADirectoryError: there is no such folder. (To find nothing in it would look like an empty one.)
    """
    # BEGIN SOLUTION
    root = Path(folder)
    if not root.is_dir():
        raise NotADirectoryError(f"no such folder: {root}")
    rows: list[dict[str, Any]] = []
    bad: list[dict[str, Any]] = []
    sounds = (path for path in root.rglob("*") if path.suffix.lower() in _EXTENSIONS and path.is_file())
    for file, path in sorted((path.relative_to(root).as_posix(), path) for path in sounds):
        try:
            row = {"file": file, **parse_name(path.name)}
            rows.append({**row, "seconds": soundfile.info(path).duration})
        except (ValueError, soundfile.LibsndfileError) as error:
            bad.append({"file": file, "reason": str(error)})
    return {"rows": rows, "bad": bad}
    # END SOLUTION


def count_table(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Count recordings by emotion and gender.

    Args:
        rows: the "rows" of an inventory; "emotion" and "gender" are all that is needed of them.

    Returns:
        `{emotion: {gender: count}}` with all six emotions of LETTERS and both genders, be the count 0.
    """
    # BEGIN SOLUTION
    table = {emotion: dict.fromkeys(GENDERS.values(), 0) for emotion in LETTERS.values()}
    for row in rows:
        table[row["emotion"]][row["gender"]] += 1
    return table
    # END SOLUTION


def plot_counts(rows: Sequence[dict[str, Any]]) -> Figure:
    """Draw how many recordings there are of each emotion and gender, as grouped bars.

    Args:
        rows: as for `count_table`.

    Returns:
        A figure with one axes: a group of two upright bars for each of the six emotions, which its tick label
        names; in each group one bar for female and one for male, side by side without covering each other. The
        height is the count, also where it is 0. The bars of a gender share a colour, which the legend explains
        ("female", "male"). Both axes have a label.
    """
    # BEGIN SOLUTION
    table = count_table(rows)
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    places = np.arange(len(table))
    width = 0.4
    for shift, gender in zip((-width / 2, width / 2), GENDERS.values(), strict=True):
        axes.bar(places + shift, [counts[gender] for counts in table.values()], width, label=gender)
    axes.set_xticks(places, list(table))
    axes.set_xlabel("emotion")
    axes.set_ylabel("recordings")
    axes.legend()
    return figure
    # END SOLUTION


def duration_percentiles(rows: Sequence[dict[str, Any]], q: Sequence[float]) -> list[float]:
    """Say how long recordings are: below which length lie q percent of them.

    Args:
        rows: the "rows" of an inventory; "seconds" is all that is needed of them, in any order.
        q: percentages from 0 (the shortest recording) to 100 (the longest); 50 asks for the median.

    Returns:
        One number of seconds for each of `q`, in its order. Between two recordings it is interpolated
        linearly: with n sorted lengths, percentage p stands at place p/100 · (n − 1), counted from 0.

    Raises:
        ValueError: there are no rows.
    """
    # BEGIN SOLUTION
    if not rows:
        raise ValueError("no recordings, no percentiles")
    return [float(value) for value in np.percentile([row["seconds"] for row in rows], q)]
    # END SOLUTION
