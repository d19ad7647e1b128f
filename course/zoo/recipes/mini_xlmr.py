"""Pretrains mini-xlmr: a small XLM-R of English and Persian, aligned by translations, without any label.

Run: tamrin zoo build mini-xlmr

1. Masked words of single passages and their translations in one sequence (translation language modelling, Conneau and
   Lample 2019): what is masked on one side has to be read off the other.
2. The same with whole texts, in turn with a contrast of translations (InfoXLM, Chi et al. 2021): of all sentences in the
   batch, that with the same meaning has to be nearest, both by the first token and by the mean over tokens. Each text
   is in the batch a second time with frame and quotation exchanged, so that a bag of words does not suffice.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaForMaskedLM

from course.recipes.quran_bible_mizan import grammar
from course.zoo.recipes.batching import IGNORED, mask_tokens, padded, save
from course.zoo.recipes.contrast import contrast
from course.zoo.recipes.pretraining import Run, train
from course.zoo.recipes.unigram import train_tokenizer

WORDS, PARTS = 2200, 500
POSITIONS = 254
TOKENIZER_TEXTS = 8000
PASSAGES, PASSAGE_STEPS, PASSAGE_RATE = 40, 800, 2e-3
TEXTS, TEXT_STEPS, TEXT_RATE = 16, 2400, 1.5e-3


def configuration(vocabulary: int) -> XLMRobertaConfig:
    """The architecture: shallow, since two languages need width before depth."""
    return XLMRobertaConfig(
        vocab_size=vocabulary,
        hidden_size=96,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=POSITIONS + 2,
        type_vocab_size=1,
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
        # Hundreds of times smaller than their relatives, these models underfit: dropout only slows them.
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )


class Corpus:
    """Batches of unlabelled English-Persian text from the sample's grammar, each determined by its step."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, run: Run) -> None:
        self.tokenizer = tokenizer
        self.run = run

    def masked_passages(self, step: int) -> dict[str, Tensor]:
        """Single passages with their translations."""
        rng = self._random("passages", step)
        pairs = [
            grammar.passage_pair(
                grammar.draw_passage(rng, rng.choice(grammar.REGISTERS), rng.choice((1, 1, 2)))
            )
            for _ in range(PASSAGES)
        ]
        return self._translation_pairs(rng, pairs, self.run.generator("passages", step))

    def texts(self, step: int) -> dict[str, Tensor]:
        """In turn: texts with their translations in one sequence, and texts of both languages to be matched."""
        rng, generator = self._random("texts", step), self.run.generator("texts", step)
        texts = [grammar.draw_text(rng, rng.choice(grammar.REGISTERS)) for _ in range(TEXTS)]
        if step % 2 == 0:
            return self._translation_pairs(rng, [grammar.text_pair(text) for text in texts], generator)
        pairs = [grammar.text_pair(text) for text in [*texts, *(text.swapped for text in texts)]]
        ids = padded(self._ids([pair.en for pair in pairs] + [pair.fa for pair in pairs]), 1)
        inputs, labels = mask_tokens(ids, torch.tensor(0.1), self.tokenizer, generator)
        return {**_with_mask(inputs), "labels": labels, "matched": torch.arange(len(pairs))}

    def _translation_pairs(
        self, rng: Random, pairs: list[grammar.Pair], generator: torch.Generator
    ) -> dict[str, Tensor]:
        """Both languages in either order; one side is masked heavily and the other little."""
        rows, positions, chances = [], [], []
        for pair in pairs:
            sides = self._ids(rng.sample([pair.en, pair.fa], 2))
            # Counted anew in half of the second sentences, translations lie at like positions (as in XLM).
            second = 2 if rng.random() < 0.5 else 3 + len(sides[0])
            sides[1][0] = 2
            rows.append(sides[0] + sides[1])
            positions.append([*range(2, 2 + len(sides[0])), *range(second, second + len(sides[1]))])
            heavy = rng.randrange(2)
            chances.append([0.4 if side == heavy else 0.1 for side in (0, 1) for _ in sides[side]])
        ids = padded(rows, 1)
        chance = torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in chances], batch_first=True)
        inputs, labels = mask_tokens(ids, chance, self.tokenizer, generator)
        return {**_with_mask(inputs), "position_ids": padded(positions, 1), "labels": labels}

    def _ids(self, texts: list[str]) -> list[list[int]]:
        return self.tokenizer(texts)["input_ids"]

    def _random(self, stage: str, step: int) -> Random:
        return Random(f"mini-xlmr {self.run.seed} {stage} {step}")


class Pretrainer(nn.Module):
    """The model with its losses: masked words, and the contrast of translations where the batch asks for it."""

    def __init__(self, config: XLMRobertaConfig) -> None:
        super().__init__()
        # Typed loosely: transformers declares its submodules as Tensor | Module.
        self.model: Any = XLMRobertaForMaskedLM(config)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The losses of a batch by name."""
        states = self.model.roberta(
            batch["input_ids"], attention_mask=batch["attention_mask"], position_ids=batch.get("position_ids")
        ).last_hidden_state
        masked = batch["labels"] != IGNORED
        losses = {
            "words": functional.cross_entropy(self.model.lm_head(states[masked]), batch["labels"][masked])
        }
        if "matched" in batch:
            mean = mean_states(states, batch["attention_mask"])
            losses["first token"] = contrast(states[:, 0], batch["matched"])
            losses["mean"] = contrast(mean, batch["matched"])
        return losses


def mean_states(states: Tensor, mask: Tensor) -> Tensor:
    """The mean of the states where `mask` is 1: (batch, length, size) to (batch, size)."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)


def _with_mask(ids: Tensor) -> dict[str, Tensor]:
    return {"input_ids": ids, "attention_mask": (ids != 1).long()}


def tokenizer_lines(seed: int) -> list[str]:
    """Both languages of passages and texts from the grammar."""
    rng = Random(f"mini-xlmr tokenizer {seed}")
    lines = []
    for _ in range(TOKENIZER_TEXTS):
        pair = grammar.text_pair(grammar.draw_text(rng, rng.choice(grammar.REGISTERS)))
        lines += [pair.en, pair.fa]
    return lines


def build(out: Path, run: Run, text: Path | None) -> None:
    """Train tokenizer and model and write the checkpoint to `out`; running text is not used."""
    torch.manual_seed(run.seed)
    tokenizer = train_tokenizer(tokenizer_lines(run.seed), WORDS, PARTS, POSITIONS)
    corpus = Corpus(tokenizer, run)
    pretrainer = Pretrainer(configuration(len(tokenizer)))
    stages: list[tuple[str, Callable[[int], dict[str, Tensor]], int, float]] = [
        ("passages", corpus.masked_passages, PASSAGE_STEPS, PASSAGE_RATE),
        ("texts", corpus.texts, TEXT_STEPS, TEXT_RATE),
    ]
    for name, draw, steps, rate in stages:
        train(run, name, pretrainer, draw, steps, rate)
    save(pretrainer.model, tokenizer, out)
