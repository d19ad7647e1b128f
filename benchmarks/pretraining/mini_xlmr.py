"""What pretraining is worth for mini-xlmr: in English, zero-shot in Persian, and in the retrieval of translations."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor
from transformers import AutoConfig, AutoModel

from benchmarks.pretraining.registers import DATASET, encoded, run, tokenizer_of
from benchmarks.pretraining.task import Task
from course.kit.data import Row
from course.recipes.quran_bible_mizan import draw_rows
from course.zoo import registry
from course.zoo.recipes.mini_xlmr import mean_states

STEPS, RATE = 200, 1e-3
PAIRS = 240

TASK = Task(
    checkpoint="mini-xlmr",
    dataset=DATASET,
    metric="accuracy, English to English",
    chance=1 / 3,
    steps=STEPS,
    run=partial(run, "mini-xlmr", trained="source", tested="source", steps=STEPS, rate=RATE),
)
ZERO_SHOT = Task(
    checkpoint="mini-xlmr",
    dataset=DATASET,
    metric="accuracy, English to Persian",
    chance=1 / 3,
    steps=STEPS,
    run=partial(run, "mini-xlmr", trained="source", tested="targets", steps=STEPS, rate=RATE),
)


def retrieval(pretrained: bool, seed: int, rows: list[Row] | None = None) -> float:
    """The share of English texts whose translation is the nearest of all Persian texts, without fine-tuning.

    A text is the mean of its token states, centred in each language; nearness is the cosine. Chance is one in the
    number of rows: 240 fresh ones, or those given.
    """
    folder = registry.verified_folder("mini-xlmr")
    torch.manual_seed(seed)
    config = AutoConfig.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder) if pretrained else AutoModel.from_config(config)
    rows = rows or draw_rows(seed=2000 + seed, count=PAIRS)
    english, persian = (embeddings(model.eval(), rows, column) for column in ("source", "targets"))
    nearest = (english @ persian.T).argmax(1)
    return float((nearest == torch.arange(len(rows))).float().mean())


@torch.inference_mode()
def embeddings(model: torch.nn.Module, rows: list[Row], column: str) -> Tensor:
    """Centred mean states of each row's text, of unit length: (rows, size)."""
    inputs = [{"input_ids": row["input_ids"]} for row in encoded("mini-xlmr", rows, column)]
    parts = []
    for start in range(0, len(inputs), 60):
        batch = tokenizer_of("mini-xlmr").pad(inputs[start : start + 60], return_tensors="pt")
        parts.append(mean_states(model(**batch).last_hidden_state, batch["attention_mask"]))
    vectors = torch.cat(parts)
    return torch.nn.functional.normalize(vectors - vectors.mean(0), dim=-1)
