"""What pretraining is worth for mini-albert: answering questions on the PQuAD sample, F1 on fresh rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModelForQuestionAnswering, AutoTokenizer

from benchmarks.pretraining.task import Curve, Task, finetune
from course.kit.data import Row, read_rows
from course.recipes.pquad import draw_rows
from course.recipes.pquad.scoring import mean_scores
from course.zoo import registry

STEPS, BATCH, RATE = 120, 16, 1e-3
LENGTH, LONGEST_ANSWER = 112, 16
FRESH = 240
POOL = 8


def run(seed: int, pretrained: bool, profile: str) -> Curve:
    """F1 after 0, 40, 80 and 120 steps; one of 240 fresh rows ("quick") or of the reduced real test split."""
    train = read_rows("pquad", "train", profile)
    test = (
        draw_rows(seed=5000 + seed, count=FRESH)
        if profile == "quick"
        else read_rows("pquad", "test", profile)
    )
    return finetune(
        build_model(seed, pretrained),
        batches(train, seed),
        lambda model, batch: model(**batch).loss,
        lambda model: scores(model, test)[1],
        steps=STEPS,
        every=STEPS // 3,
        rate=RATE,
    )


def build_model(seed: int, pretrained: bool) -> Any:
    """The checkpoint with a new head, or the same architecture at random; the head depends on the seed alone."""
    folder = registry.verified_folder("mini-albert")
    torch.manual_seed(seed)
    if pretrained:
        return AutoModelForQuestionAnswering.from_pretrained(folder)
    return AutoModelForQuestionAnswering.from_config(AutoConfig.from_pretrained(folder))


@cache
def tokenizer() -> Any:
    """The checkpoint's tokenizer."""
    return AutoTokenizer.from_pretrained(registry.verified_folder("mini-albert"))


def encode(rows: list[Row]) -> Any:
    """Questions with their contexts, padded to the longest; what does not fit is cut off the context."""
    return tokenizer()(
        [row["question"].strip() for row in rows],
        [row["context"] for row in rows],
        truncation="only_second",
        max_length=LENGTH,
        padding=True,
        return_tensors="pt",
    )


def batches(rows: list[Row], seed: int) -> Iterator[dict[str, Tensor]]:
    """Endless training batches; contexts of like length together, which saves padding."""
    rng = Random(seed)
    while True:
        pool = rng.sample(rows, BATCH * POOL)
        pool.sort(key=lambda row: len(row["context"]))
        chunks = [pool[start : start + BATCH] for start in range(0, len(pool), BATCH)]
        rng.shuffle(chunks)
        yield from map(labelled, chunks)


def labelled(rows: list[Row]) -> dict[str, Tensor]:
    """A batch with the first answer's first and last token; the first token where there is none in view."""
    encoded = encode(rows)
    starts, ends = [], []
    for index, row in enumerate(rows):
        start = end = None
        if row["answers"]["text"]:
            first = row["answers"]["answer_start"][0]
            start = encoded.char_to_token(index, first, 1)
            end = encoded.char_to_token(index, first + len(row["answers"]["text"][0]) - 1, 1)
        inside = start is not None and end is not None
        starts.append(start if inside else 0)
        ends.append(end if inside else 0)
    return {**encoded, "start_positions": torch.tensor(starts), "end_positions": torch.tensor(ends)}


def scores(model: nn.Module, rows: list[Row]) -> tuple[float, float]:
    """Mean exact match and mean F1 of the model's answers."""
    rows = sorted(rows, key=lambda row: len(row["context"]))
    pairs = []
    for start in range(0, len(rows), 48):
        part = rows[start : start + 48]
        pairs += [
            (text, row["answers"]["text"]) for text, row in zip(answers(model, part), part, strict=True)
        ]
    return mean_scores(pairs)


def answers(model: nn.Module, rows: list[Row]) -> list[str]:
    """The best span of each context, "" where the first token scores higher."""
    encoded = encode(rows)
    output = model(**encoded)
    found = []
    for index, row in enumerate(rows):
        start, end = output.start_logits[index], output.end_logits[index]
        inside = torch.tensor([number == 1 for number in encoded.sequence_ids(index)])
        spans = (start[:, None] + end[None, :]).masked_fill(~(inside[:, None] & inside[None, :]), -1e4)
        places = torch.arange(len(start))
        width = places[None, :] - places[:, None]
        spans = spans.masked_fill((width < 0) | (width >= LONGEST_ANSWER), -1e4)
        best = int(spans.argmax())
        first, last = divmod(best, len(start))
        if spans.flatten()[best] <= start[0] + end[0]:
            found.append("")
            continue
        begin, stop = encoded.token_to_chars(index, first), encoded.token_to_chars(index, last)
        found.append(row["context"][begin.start : stop.end])
    return found


TASK = Task(checkpoint="mini-albert", dataset="pquad", metric="F1", chance=0.26, steps=STEPS, run=run)
