"""Question 1 by slicing the name, walking the tree and leaving table and bars to pandas."""

import os
import statistics
from pathlib import Path

import pandas as pd
import soundfile
from matplotlib.figure import Figure

LETTERS = {
    "A": "anger",
    "H": "happiness",
    "N": "neutral",
    "S": "sadness",
    "W": "surprise",
    "F": "fear",
}
GENDERS = {"F": "female", "M": "male"}


def parse_name(name):
    stem, dot, extension = name.rpartition(".")
    digits = stem[1:3] + stem[4:]
    fits = (
        dot
        and extension.lower() in {"wav", "flac"}
        and len(stem) == 6
        and stem[0] in GENDERS
        and stem[3] in LETTERS
        and digits.isascii()
        and digits.isdigit()
    )
    if not fits:
        raise ValueError(f"{name} is not a name such as M05N01.wav")
    return {
        "utterance": int(stem[4:]),
        "emotion": LETTERS[stem[3]],
        "speaker": stem[:3],
        "gender": GENDERS[stem[0]],
    }


def inventory(folder):
    if not Path(folder).is_dir():
        raise NotADirectoryError(str(folder))
    found = []
    for place, _, files in os.walk(folder):
        found += [Path(place, file) for file in files if file.lower().endswith((".wav", ".flac"))]
    result = {"rows": [], "bad": []}
    for path in found:
        file = path.relative_to(folder).as_posix()
        try:
            about = parse_name(path.name)
        except ValueError:
            result["bad"].append({"file": file, "reason": "its name does not fit"})
            continue
        try:
            with soundfile.SoundFile(path) as sound:
                about["seconds"] = sound.frames / sound.samplerate
        except RuntimeError as error:
            result["bad"].append({"file": file, "reason": f"cannot be read: {error}"})
            continue
        result["rows"].append({"file": file, **about})
    for entries in result.values():
        entries.sort(key=lambda entry: entry["file"])
    return result


def _frame(rows):
    emotions = pd.Categorical([row["emotion"] for row in rows], categories=sorted(LETTERS.values()))
    genders = pd.Categorical([row["gender"] for row in rows], categories=["male", "female"])
    table = pd.DataFrame(0, index=emotions.categories, columns=genders.categories)
    for emotion, gender in zip(emotions, genders, strict=True):
        table.loc[emotion, gender] += 1
    return table


def count_table(rows):
    return {
        str(emotion): {str(g): int(n) for g, n in row.items()} for emotion, row in _frame(rows).iterrows()
    }


def plot_counts(rows):
    figure = Figure()
    axes = figure.add_subplot()
    _frame(rows).plot.bar(ax=axes, xlabel="what is heard", ylabel="how often", title="ShEMO")
    return figure


def duration_percentiles(rows, q):
    if len(rows) == 0:
        raise ValueError("no recordings")
    lengths = sorted(row["seconds"] for row in rows)
    if len(lengths) == 1:
        return lengths * len(q)
    result = []
    for percent in q:
        place = percent / 100 * (len(lengths) - 1)
        left = min(int(place), len(lengths) - 2)
        share = place - left
        result.append(statistics.fmean([lengths[left], lengths[left + 1]], weights=[1 - share, share]))
    return result
