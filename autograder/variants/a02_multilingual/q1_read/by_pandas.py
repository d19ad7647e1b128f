"""The spreadsheets through pandas, duplicates by data frames, and regular expressions for the ZWNJ."""

import re
import unicodedata
from pathlib import Path

import pandas as pd

from datasets import ClassLabel, Dataset, DatasetDict, Features, Value

LOOSE_ZWNJ = "loose ZWNJ"
COLUMNS = ["source", "targets", "category"]


def read_splits(folder, splits=("train", "validation", "test"), categories=("quran", "bible", "mizan")):
    names = list(categories)
    features = Features(
        {"source": Value("string"), "targets": Value("string"), "category": ClassLabel(names=names)}
    )
    result = {}
    for split in splits:
        path = Path(folder) / f"{split}.xlsx"
        if not path.exists():
            raise FileNotFoundError(f"The file {path.name} is missing in {path.parent}")
        table = pd.read_excel(path, dtype=str, keep_default_na=False, na_filter=False)
        lost = [column for column in COLUMNS if column not in table.columns]
        if lost:
            raise ValueError(f"{path.name}: no column {lost[0]}")
        table = table[COLUMNS]
        blank = table.apply(lambda column: column.str.strip() == "")
        table, blank = table[~blank.all(axis=1)], blank[~blank.all(axis=1)]
        if table.empty:
            raise ValueError(f"{path.name}: no rows")
        wrong = blank.any(axis=1) | ~table["category"].isin(names)
        if wrong.any():
            index = wrong.idxmax()
            empty = [column for column in COLUMNS if blank.loc[index, column]]
            what = f"{empty[0]} is empty" if empty else f"unknown category {table.loc[index, 'category']!r}"
            raise ValueError(f"{path.name}: row {index + 2}: {what}")
        ids = [names.index(category) for category in table["category"]]
        columns = {"source": table["source"].tolist(), "targets": table["targets"].tolist(), "category": ids}
        result[split] = Dataset.from_dict(columns, features=features)
    return DatasetDict(result)


def class_balance(splits):
    result = {}
    for name, dataset in splits.items():
        label = dataset.features["category"]
        ids = pd.Series(dataset["category"])
        result[name] = {label.int2str(i): int((ids == i).sum()) for i in range(label.num_classes)}
        result[name]["majority"] = float(ids.value_counts(normalize=True).iloc[0])
    return result


def _frame(dataset, clean):
    frame = pd.DataFrame({"source": dataset["source"], "targets": dataset["targets"]})
    return frame if clean is None else frame.map(clean)


def find_duplicates(splits, clean=None):
    frames = {name: _frame(dataset, clean) for name, dataset in splits.items()}
    within = {name: [int(i) for i in frame.index[frame.duplicated()]] for name, frame in frames.items()}
    across = {}
    names = list(frames)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            known = set(frames[first].itertuples(index=False, name=None))
            rows = list(frames[second].itertuples(index=False, name=None))
            across[f"{first}/{second}"] = [number for number, row in enumerate(rows) if row in known]
    return {"within": within, "across": across}


def without_leaks(splits, clean=None):
    train = _frame(splits["train"], clean)
    others = [_frame(dataset, clean) for name, dataset in splits.items() if name != "train"]
    held_out = {row for frame in others for row in frame.itertuples(index=False, name=None)}
    leaked = pd.Series([row in held_out for row in train.itertuples(index=False, name=None)], dtype=bool)
    keep = ~(train.duplicated() | leaked)
    result = DatasetDict(splits)
    result["train"] = splits["train"].filter(
        lambda _, i: bool(keep[i]), with_indices=True, keep_in_memory=True
    )
    return result


def _runs(text):
    for match in re.finditer("\u200c+", text):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        joins = before.isalnum() or unicodedata.category(before)[0] in "MN"
        yield match, joins and (after.isalpha() or unicodedata.category(after)[0] == "N")


def symbols(text):
    found = set("".join(text.split()).replace("\u200c", ""))
    for _, joins in _runs(text):
        found.add("\u200c" if joins else LOOSE_ZWNJ)
    return found


def exclusive_symbols(texts, labels, min_rows=10):
    rows = [(symbol, label) for text, label in zip(texts, labels, strict=True) for symbol in symbols(text)]
    table = pd.DataFrame(rows, columns=["symbol", "label"])
    result = {}
    for symbol, part in table.groupby("symbol"):
        if part["label"].nunique() == 1 and len(part) >= min_rows:
            result[symbol] = {"label": part["label"].iloc[0], "rows": len(part)}
    return result


def clean(text):
    text = unicodedata.normalize("NFC", text)
    for old, new in (("\u064a", "\u06cc"), ("\u0649", "\u06cc"), ("\u0643", "\u06a9")):
        text = text.replace(old, new)
    text = re.sub("[\u0640\u064b-\u0652]", "", text)
    pieces, end = [], 0
    for match, joins in _runs(text):
        pieces += [text[end : match.start()], "\u200c" * joins]
        end = match.end()
    return unicodedata.normalize("NFC", "".join([*pieces, text[end:]]))


def cue_accuracy(cues, labels):
    if len(cues) == 0 or len(cues) != len(labels):
        raise ValueError("cues and labels must be of one length, and not empty")
    table = pd.DataFrame({"cue": [repr(cue) for cue in cues], "label": list(labels)})
    return float(
        table.groupby("cue")["label"].agg(lambda part: part.value_counts().iloc[0]).sum() / len(table)
    )
