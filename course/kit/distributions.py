"""Counts and drawings of a data set's distributions: labels, lengths, sizes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.kit.data import describe, read_rows, splits_of
from course.kit.readers import Row

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Rows = dict[str, list[Row]]


def read_splits(name: str, profile: str = "quick") -> Rows:
    """Every split of a data set, as rows."""
    return {split: read_rows(name, split, profile) for split in splits_of(name, profile)}


def label_counts(name: str, rows: list[Row]) -> Counter[str]:
    """How often each label occurs; for questions, whether they can be answered. Empty where there is no label."""
    dataset = describe(name)
    if name == "pquad":
        return Counter("answered" if row["answers"]["text"] else "unanswerable" for row in rows)
    if dataset.label is None:
        return Counter()
    values = [row[dataset.label] for row in rows]
    return Counter(dataset.labels[value] if isinstance(value, int) else str(value) for value in values)


def lengths(name: str, rows: list[Row]) -> dict[str, list[float]]:
    """What is long or short about the rows: words of each text, seconds of a recording, an image's brightness."""
    if name == "cifar10":
        return {"mean brightness (0 to 255)": [_brightness(row["img"]["bytes"]) for row in rows]}
    if name == "shemo":
        return {"seconds": [seconds for row in rows if (seconds := _seconds(row["file"])) is not None]}
    texts = describe(name).texts or ("text", "fa", "en", "words")
    return {
        f"words of {column}": [float(len(row[column].split())) for row in rows]
        for column in texts
        if rows and column in rows[0]
    }


def draw(name: str, splits: Rows) -> Figure:
    """One row of axes a split: the labels' counts, then a histogram of each length."""
    from matplotlib.figure import Figure

    measured = {split: lengths(name, rows) for split, rows in splits.items()}
    labelled = any(label_counts(name, rows) for rows in splits.values())
    wide = int(labelled) + max(len(values) for values in measured.values())
    figure = Figure(figsize=(3.6 * wide, 2.4 * len(splits)), layout="constrained")
    grid = figure.subplots(len(splits), wide, squeeze=False)
    for line, (split, rows) in zip(grid, splits.items(), strict=True):
        axes = list(line)
        if labelled:
            first = axes.pop(0)
            counts = label_counts(name, rows)
            order = [label for label in describe(name).labels if label in counts] or sorted(counts)
            order += sorted(set(counts) - set(order))
            first.barh(order, [counts[label] for label in order], color="#7fb7a3")
            first.invert_yaxis()
            first.set(title=f"{split}: {len(rows)} rows", xlabel="rows")
        for ax, (what, values) in zip(axes, measured[split].items(), strict=False):
            ax.hist(values, bins=min(30, max(1, len(set(values)))), color="#a9c4de", edgecolor="white")
            ax.set(title=split if labelled else f"{split}: {len(rows)} rows", xlabel=what, ylabel="rows")
        for ax in axes[len(measured[split]) :]:
            ax.set_axis_off()
    figure.suptitle(name)
    return figure


def bars(counts: Counter[str], width: int = 40) -> list[str]:
    """The counts as lines of text with bars, the longest `width` characters wide."""
    most, widest = max(counts.values(), default=1), max(map(len, counts), default=0)
    return [
        f"{label:<{widest}}  {'█' * max(1, round(width * count / most))} {count}"
        for label, count in counts.most_common()
    ]


def quartiles(values: list[float]) -> str:
    """Minimum, quartiles and maximum of some numbers, for people."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return " / ".join(f"{ordered[round(share * last)]:.4g}" for share in (0.0, 0.25, 0.5, 0.75, 1.0))


def shown(row: Row) -> str:
    """A row on one line: texts as they are, lists and pictures in short."""
    return " | ".join(f"{key}: {_short(value)}" for key, value in row.items())


def _short(value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("bytes"), bytes):
        return f"<image of {len(value['bytes'])} bytes>"
    text = Path(value).name if isinstance(value, str) and value.endswith((".flac", ".wav")) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:159] + "…"


def _brightness(image: bytes) -> float:
    import io

    from PIL import Image, ImageStat

    return ImageStat.Stat(Image.open(io.BytesIO(image)).convert("L")).mean[0]


def _seconds(path: str) -> float | None:
    import soundfile

    try:
        return soundfile.info(path).duration
    except (soundfile.LibsndfileError, RuntimeError):
        return None
