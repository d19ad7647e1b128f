"""Draws labelled rows from the grammar, and writes the sample of `datasets/farstail` bit for bit."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from random import Random

from course.kit.data import describe
from course.kit.readers import Row
from course.recipes.farstail.grammar import draw_triple
from course.recipes.farstail.hardness import hard_hypotheses, hard_overlaps
from course.recipes.farstail.quirks import plant

CORE = Path(__file__).with_name("core.txt")
SEED = 1404
GRAMMAR_PREMISES = {"train": 650, "validation": 63, "test": 63}
CORE_PREMISES = {"train": 150, "validation": 37, "test": 37}
LABEL_LINES = ("e: ", "n: ", "c: ")


def draw_rows(seed: int, premises: int) -> list[Row]:
    """Fresh labelled rows in clean text: three for each premise, one of each label.

    No file holds them or their labels, and no seed here gives the rows of the sample.
    """
    rng = Random(f"farstail hidden {seed}")
    return [row for _ in range(premises) for row in draw_triple(rng)]


def read_core() -> list[list[Row]]:
    """The triples written by hand, in file order."""
    triples = []
    for block in CORE.read_text(encoding="utf-8").strip().split("\n\n"):
        premise, *lines = block.split("\n")
        if tuple(line[:3] for line in lines) != LABEL_LINES:
            raise ValueError(f"core.txt: the lines under {premise!r} have to begin with e:, n: and c:")
        triples.append([{"premise": premise, "hypothesis": line[3:], "label": line[0]} for line in lines])
    return triples


def draw_sample() -> tuple[dict[str, list[Row]], Counter[str]]:
    """The rows of each split as the files hold them, and how often each quirk was planted."""
    rng = Random(f"farstail sample {SEED}")
    core = read_core()
    rng.shuffle(core)
    seen: set[str] = set()
    splits: dict[str, list[Row]] = {}
    planted: Counter[str] = Counter()
    for split, count in GRAMMAR_PREMISES.items():
        triples, core = core[: CORE_PREMISES[split]], core[CORE_PREMISES[split] :]
        for triple in triples:
            rng.shuffle(triple)
        while len(triples) < count + CORE_PREMISES[split]:
            triple = draw_triple(rng)
            if triple[0]["premise"] not in seen:
                seen.add(triple[0]["premise"])
                triples.append(triple)
        rng.shuffle(triples)
        splits[split] = plant(rng, triples, planted)
    return splits, planted


def render() -> dict[str, bytes]:
    """The content of each file of the sample."""
    splits, _ = draw_sample()
    contents = {}
    dataset = describe("farstail")
    for split, name in dataset.files.items():
        rows, columns = splits[split], list(dataset.columns)
        if split == "test":
            columns += ["hard(hypothesis)", "hard(overlap)"]
            hard = zip(
                hard_hypotheses(splits["train"], rows), hard_overlaps(splits["train"], rows), strict=True
            )
            rows = [
                {**row, "hard(hypothesis)": str(int(hypothesis)), "hard(overlap)": str(int(overlap))}
                for row, (hypothesis, overlap) in zip(rows, hard, strict=True)
            ]
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        contents[name] = text.getvalue().encode("utf-8")
    return contents
