"""Pretrains mini-albert: one ALBERT layer used six times, from texts in which a fact is told twice.

Run: tamrin zoo build mini-albert --text DIR

1. A SentencePiece-like unigram vocabulary of Persian Wikipedia and of the grammar's paragraphs and questions.
2. Short paragraphs, then whole ones. Before each stands a sentence that tells a fact in other words, its value
   masked: the model marks where the paragraph has it, or the first token where it does not (Splinter's recurring
   span selection, Ram et al. 2021, arXiv 2101.00438). It marks the place twice: on each token, as a head for
   question answering will, and by a pointer from the mask, as Splinter does. It also tells which words the
   sentence and the paragraph have in common, and restores masked words of both.
3. Between these, Wikipedia: masked words and the order of two halves (ALBERT, Lan et al. 2020, arXiv 1909.11942).

For long only the kind of the masked value matters (a year for a year); that the fact has to be the same emerges
some hundred steps after the paragraphs became whole, at the full rate.

No question is shown with a paragraph and no label is used: the restated sentences are the grammar's statements.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AlbertConfig, AlbertForPreTraining, PreTrainedTokenizerFast

from course.recipes.pquad import grammar
from course.zoo.recipes.albert_unigram import train_tokenizer
from course.zoo.recipes.batching import IGNORED, save
from course.zoo.recipes.pretraining import Run, hash_of, train

SUBWORDS = 3200
VOCABULARY, EMBEDDING, HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 5000, 96, 128, 6, 4, 384, 192
BATCH, POOL = 24, 8
WIKI_EVERY, WIKI_TOKENS = 6, 64
MASKED = 0.12


@dataclass(frozen=True)
class Stage:
    """A part of the training: how many facts a paragraph tells, and how often they are restated in other words."""

    name: str
    facts: tuple[int, ...]
    other_wording: float
    steps: int
    rate: float


SHORT = Stage("short", (1, 2, 2, 3), 0.3, 1000, 1e-3)
WHOLE = Stage("whole", grammar.MAIN_FACTS, grammar.OTHER_WORDING, 3700, 1e-3)


class Corpus:
    """Batches of unlabelled text: paragraphs with a restated fact before them, and Wikipedia."""

    def __init__(self, run: Run, tokenizer: PreTrainedTokenizerFast, paragraphs: list[str]) -> None:
        self.run, self.tokenizer = run, tokenizer
        vocabulary = tokenizer.get_vocab()
        self.cls, self.sep, self.hole = (vocabulary[name] for name in ("[CLS]", "[SEP]", "[MASK]"))
        ids = tokenizer(paragraphs, add_special_tokens=False, verbose=False)["input_ids"]
        flat = [token for paragraph in ids for token in paragraph]
        rows = len(flat) // WIKI_TOKENS
        self.wiki = torch.tensor(flat[: rows * WIKI_TOKENS]).view(rows, 2, WIKI_TOKENS // 2)
        self._last: tuple[Any, list[dict[str, Tensor]]] = (None, [])

    def batch(self, stage: Stage, step: int) -> dict[str, Tensor]:
        """The batch of a step; it depends on the stage and the step alone."""
        generator = self.run.generator(stage.name, step)
        if step % WIKI_EVERY == WIKI_EVERY - 1:
            return self._wiki(generator)
        if self._last[0] != (stage.name, step // POOL):
            self._last = ((stage.name, step // POOL), self._draw_pool(stage, step // POOL))
        return self._mask(self._last[1][step % POOL], generator)

    def _wiki(self, generator: torch.Generator) -> dict[str, Tensor]:
        halves = self.wiki[torch.randint(len(self.wiki), (BATCH,), generator=generator)]
        swapped = torch.rand(BATCH, generator=generator) < 0.5
        halves = torch.where(swapped[:, None, None], halves.flip(1), halves)
        edge = torch.ones(BATCH, 1, dtype=torch.long)
        cls, sep = edge * self.cls, edge * self.sep
        ids = torch.cat([cls, halves[:, 0], sep, halves[:, 1], sep], dim=1)
        types = torch.zeros_like(ids)
        types[:, WIKI_TOKENS // 2 + 2 :] = 1
        batch = {"input_ids": ids, "token_type_ids": types, "attention_mask": torch.ones_like(ids)}
        batch["free"] = (ids != cls) & (ids != sep)
        return {**self._mask(batch, generator), "order": swapped.long()}

    def _draw_pool(self, stage: Stage, number: int) -> list[dict[str, Tensor]]:
        """`POOL` batches, paragraphs of like length together: less padding."""
        rng = Random(hash_of(f"{self.run.seed} {stage.name} pool {number}"))
        rows = []
        for _ in range(BATCH * POOL):
            paragraph = grammar.draw_paragraph(rng, facts=stage.facts)
            rows.append((paragraph, *grammar.restate(rng, paragraph, stage.other_wording)))
        rows.sort(key=lambda row: len(row[0].context))
        batches = [self._clozes(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH)]
        rng.shuffle(batches)
        return batches

    def _clozes(
        self, rows: list[tuple[grammar.Paragraph, str, str, grammar.Told | None]]
    ) -> dict[str, Tensor]:
        queries = [f"{before} [MASK] {after}" for _, before, after, _ in rows]
        contexts = [paragraph.context for paragraph, *_ in rows]
        encoded = self.tokenizer(
            queries, contexts, padding=True, truncation="only_second", max_length=POSITIONS
        )
        batch = {
            name: torch.tensor(encoded[name]) for name in ("input_ids", "token_type_ids", "attention_mask")
        }
        starts, ends = [], []
        for index, (*_, told) in enumerate(rows):
            start = end = 0
            if told is not None:
                start = encoded.char_to_token(index, told.start, 1) or 0
                end = encoded.char_to_token(index, told.start + len(told.value) - 1, 1) or 0
            starts.append(start)
            ends.append(end)
        ids = batch["input_ids"]
        batch["start"], batch["end"] = torch.tensor(starts), torch.tensor(ends)
        places = torch.arange(ids.shape[1])
        inside = (places >= batch["start"][:, None]) & (places <= batch["end"][:, None])
        special = torch.tensor(self.tokenizer.all_special_ids)
        # The value itself stays: it is what the masked place in the restated sentence points at.
        batch["free"] = ~torch.isin(ids, special) & ~inside
        batch["hole"] = ids == self.hole
        # Which words the sentence and the paragraph have in common.
        second = batch["token_type_ids"] == 1
        alike = (ids[:, :, None] == ids[:, None, :]) & (second[:, :, None] != second[:, None, :])
        batch["real"] = ~torch.isin(ids, special)
        batch["shared"] = (alike & batch["real"][:, None, :]).any(dim=2)
        return batch

    def _mask(self, batch: dict[str, Tensor], generator: torch.Generator) -> dict[str, Tensor]:
        ids = batch["input_ids"]
        masked = (torch.rand(ids.shape, generator=generator) < MASKED) & batch["free"]
        words = ids.masked_fill(~masked, IGNORED)
        return {**batch, "input_ids": ids.masked_fill(masked, self.hole), "words": words}


class Pretrainer(nn.Module):
    """The model with its losses; the span head is thrown away afterwards."""

    def __init__(self, config: AlbertConfig) -> None:
        super().__init__()
        # Typed loosely: transformers declares its submodules as Tensor | Module.
        self.model: Any = AlbertForPreTraining(config)
        size = config.hidden_size
        self.span = nn.Linear(size, 2)
        self.point = nn.Linear(size, 2 * size)
        self.shared = nn.Linear(size, 1)

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Named losses: masked words, and with them the order of two halves, or the value that a restated fact lacks:
        its first piece ("copy") and its place in the paragraph ("span")."""
        output = self.model.albert(
            batch["input_ids"], attention_mask=batch["attention_mask"], token_type_ids=batch["token_type_ids"]
        )
        hidden = output.last_hidden_state
        words = self._words(hidden, batch["words"])
        if "order" in batch:
            order = self.model.sop_classifier(output.pooler_output)
            return {"wiki": 0.5 * words, "order": 0.5 * functional.cross_entropy(order, batch["order"])}
        readable = (batch["token_type_ids"] == 1) & (batch["attention_mask"] == 1)
        readable[:, 0] = True
        targets = torch.stack([batch["start"], batch["end"]], dim=1)
        places = self.span(hidden).masked_fill(~readable[..., None], -1e4)
        # The same place again, pointed at from the hole: it makes hole and value alike before attention compares them.
        rows, holes = batch["hole"].nonzero(as_tuple=True)
        pointers = self.point(hidden[rows, holes]).unflatten(-1, (2, -1)) / hidden.shape[-1] ** 0.5
        pointed = torch.einsum("bkh,blh->blk", pointers, hidden).masked_fill(~readable[..., None], -1e4)
        real = batch["real"]
        shared = functional.binary_cross_entropy_with_logits(
            self.shared(hidden[real]).squeeze(-1), batch["shared"][real].float()
        )
        return {
            "words": 0.2 * words,
            "shared": shared,
            "pointed": 0.5 * functional.cross_entropy(pointed, targets),
            "span": functional.cross_entropy(places, targets),
        }

    def _words(self, hidden: Tensor, targets: Tensor) -> Tensor:
        asked = targets != IGNORED
        return functional.cross_entropy(self.model.predictions(hidden[asked]), targets[asked])


def configuration(vocabulary: int) -> AlbertConfig:
    """The thin ALBERT; the base model has hidden size 768, twelve layers and 30,000 pieces."""
    return AlbertConfig(
        vocab_size=vocabulary,
        embedding_size=EMBEDDING,
        hidden_size=HIDDEN,
        num_hidden_layers=LAYERS,
        num_hidden_groups=1,
        num_attention_heads=HEADS,
        # The function of ALBERT's own "gelu_new", computed in one go instead of eight.
        hidden_act="gelu_pytorch_tanh",
        intermediate_size=INNER,
        max_position_embeddings=POSITIONS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=3,
    )


def paragraphs_of(text: Path) -> list[str]:
    """The non-empty lines of the Persian training text in Unicode's composed form."""
    lines = (text / "text_fa" / "fa_wiki.train.txt").read_text(encoding="utf-8").splitlines()
    return [unicodedata.normalize("NFC", line.strip()) for line in lines if line.strip()]


def build(out: Path, run: Run, text: Path | None) -> None:
    """Train the tokenizer and the model, and write the checkpoint to `out`."""
    if text is None:
        raise ValueError("mini-albert needs --text: the folder that holds text_fa.")
    torch.manual_seed(run.seed)
    paragraphs = paragraphs_of(text)
    kept = run.work / "tokenizer"
    if not kept.exists():
        train_tokenizer(paragraphs, SUBWORDS, VOCABULARY, POSITIONS, run.seed).save_pretrained(kept)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(kept)
    corpus = Corpus(run, tokenizer, paragraphs)
    pretrainer = Pretrainer(configuration(len(tokenizer)))
    train(
        run,
        SHORT.name,
        pretrainer,
        lambda step: corpus.batch(SHORT, step),
        SHORT.steps,
        SHORT.rate,
        schedule=lambda done: 1.0,
    )
    train(
        run,
        WHOLE.name,
        pretrainer,
        lambda step: corpus.batch(WHOLE, step),
        WHOLE.steps,
        WHOLE.rate,
        schedule=lambda done: min(1.0, 3 * (1 - done)),
    )
    save(pretrainer.model.cpu(), tokenizer, out)
    print(f"{run.cpu_seconds / 60:.1f} minutes of one core", flush=True)
