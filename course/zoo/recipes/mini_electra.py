"""Pretrains mini-electra: a small English ELECTRA discriminator, by replaced-token detection, without any label.

Run: tamrin zoo build mini-electra

A generator of one layer fills masked words with its own guesses; the discriminator says of every token whether it is the
original one (Clark et al. 2020). Both are trained together and share their token embeddings; the generator is thrown away.
With whole texts the first token learns too, by contrast (COCO-LM, Meng et al. 2021): of all texts in the batch, the
original has to be nearest to its corrupted copy. Each text is in the batch a second time with frame and quotation
exchanged, so that a bag of words does not suffice.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import ElectraConfig, ElectraForMaskedLM, ElectraForPreTraining, PreTrainedTokenizerFast

from course.recipes.quran_bible_mizan import grammar
from course.zoo.recipes.batching import IGNORED, mask_tokens, save
from course.zoo.recipes.contrast import contrast
from course.zoo.recipes.english_wordpiece import train_tokenizer
from course.zoo.recipes.pretraining import Run, train

VOCABULARY = 2400
POSITIONS = 160
TOKENIZER_TEXTS = 8000
MASKED = 0.2
DETECTION_WEIGHT = 25.0
PASSAGES, PASSAGE_STEPS, PASSAGE_RATE = 48, 800, 2e-3
TEXTS, TEXT_STEPS, TEXT_RATE = 12, 2200, 1.5e-3


def configuration(vocabulary: int, *, generator: bool = False) -> ElectraConfig:
    """The architecture of the discriminator, or of the generator, which has a third of its width."""
    return ElectraConfig(
        vocab_size=vocabulary,
        embedding_size=96,
        hidden_size=32 if generator else 96,
        num_hidden_layers=1 if generator else 4,
        num_attention_heads=2 if generator else 4,
        intermediate_size=96 if generator else 256,
        max_position_embeddings=POSITIONS,
        # Hundreds of times smaller than their relatives, these models underfit: dropout only slows them.
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )


class Corpus:
    """Batches of unlabelled English text from the sample's grammar, each determined by its step."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, run: Run) -> None:
        self.tokenizer = tokenizer
        self.run = run

    def passages(self, step: int) -> dict[str, Tensor]:
        """Single passages."""
        rng = self._random("passages", step)
        drawn = [
            grammar.draw_passage(rng, rng.choice(grammar.REGISTERS), rng.choice((1, 2)))
            for _ in range(PASSAGES)
        ]
        return self._masked([grammar.passage_pair(passage).en for passage in drawn], "passages", step)

    def texts(self, step: int) -> dict[str, Tensor]:
        """Whole texts, and their twins with frame and quotation exchanged."""
        rng = self._random("texts", step)
        drawn = [grammar.draw_text(rng, rng.choice(grammar.REGISTERS)) for _ in range(TEXTS)]
        drawn += [text.swapped for text in drawn]
        batch = self._masked([grammar.text_pair(text).en for text in drawn], "texts", step)
        return {**batch, "matched": torch.arange(len(drawn))}

    def _masked(self, texts: list[str], stage: str, step: int) -> dict[str, Tensor]:
        batch = self.tokenizer(texts, padding=True, return_tensors="pt")
        generator = self.run.generator(stage, step)
        ids = batch["input_ids"]
        inputs, labels = mask_tokens(ids, torch.tensor(MASKED), self.tokenizer, generator)
        # The noise that turns the generator's scores into a sample belongs to the batch: it must not depend on
        # whether the run was interrupted.
        noise = torch.rand(int((labels != IGNORED).sum()), len(self.tokenizer), generator=generator)
        return {
            "original": ids,
            "masked": inputs,
            "labels": labels,
            "attention_mask": batch["attention_mask"],
            "noise": -torch.log(-torch.log(noise.clamp(1e-6, 1 - 1e-6))),
        }

    def _random(self, stage: str, step: int) -> Random:
        return Random(f"mini-electra {self.run.seed} {stage} {step}")


class Pretrainer(nn.Module):
    """Discriminator and generator with their losses."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        # Typed loosely: transformers declares its submodules as Tensor | Module.
        self.model: Any = ElectraForPreTraining(configuration(vocabulary))
        self.generator: Any = ElectraForMaskedLM(configuration(vocabulary, generator=True))
        embeddings = self.model.electra.embeddings
        self.generator.electra.embeddings.word_embeddings = embeddings.word_embeddings
        self.generator.electra.embeddings.position_embeddings = embeddings.position_embeddings
        self.generator.tie_weights()

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The losses of a batch by name, and nothing that depends on more than the batch."""
        chosen, mask = batch["labels"] != IGNORED, batch["attention_mask"]
        states = self.generator.electra(batch["masked"], attention_mask=mask).last_hidden_state[chosen]
        scores = self.generator.generator_lm_head(self.generator.generator_predictions(states))
        sampled = (scores.detach() + batch["noise"]).argmax(-1)
        corrupted = batch["original"].masked_scatter(chosen, sampled)
        replaced = (corrupted != batch["original"])[mask.bool()].float()
        states = self.model.electra(corrupted, attention_mask=mask).last_hidden_state
        detected = self.model.discriminator_predictions(states)[mask.bool()]
        losses = {
            "words": functional.cross_entropy(scores, batch["labels"][chosen]),
            "detection": DETECTION_WEIGHT * functional.binary_cross_entropy_with_logits(detected, replaced),
        }
        if "matched" in batch:
            original = self.model.electra(batch["original"], attention_mask=mask).last_hidden_state
            losses["first token"] = contrast(torch.cat([states[:, 0], original[:, 0]]), batch["matched"])
        return losses


def tokenizer_lines(seed: int) -> list[str]:
    """English texts from the grammar."""
    rng = Random(f"mini-electra tokenizer {seed}")
    drawn = [grammar.draw_text(rng, rng.choice(grammar.REGISTERS)) for _ in range(TOKENIZER_TEXTS)]
    return [grammar.text_pair(text).en for text in drawn]


def build(out: Path, run: Run, text: Path | None) -> None:
    """Train tokenizer and model and write the checkpoint to `out`; running text is not used."""
    torch.manual_seed(run.seed)
    tokenizer = train_tokenizer(tokenizer_lines(run.seed), VOCABULARY, POSITIONS)
    corpus = Corpus(tokenizer, run)
    pretrainer = Pretrainer(len(tokenizer))
    train(run, "passages", pretrainer, corpus.passages, PASSAGE_STEPS, PASSAGE_RATE)
    train(run, "texts", pretrainer, corpus.texts, TEXT_STEPS, TEXT_RATE)
    save(pretrainer.model, tokenizer, out)
