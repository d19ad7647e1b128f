"""Tiny bilingual rows, and what a tiny reader learns from them in float64: the checks' own opinion."""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from autograder.authoring import expect
from autograder.worker.toolbox.transfer import BEGIN, END, FIRST_WORD, PAD, TinyReader

LABELS = ("quran", "bible", "mizan")
ENGLISH = [f"word{number}" for number in range(24)]
PERSIAN = [f"واژه{number}" for number in range(24)]
WORDS = ENGLISH + PERSIAN

Row = dict[str, str]


def draw_texts(draw: Any, words: list[str], count: int, longest: int = 7) -> list[str]:
    """Different texts of 2 to `longest` words."""
    texts: set[str] = set()
    while len(texts) < count:
        texts.add(" ".join(draw.rng.choices(words, k=draw.rng.randint(2, longest))))
    return draw.rng.sample(sorted(texts), k=count)


def draw_rows(draw: Any, count: int, longest: int = 7) -> list[Row]:
    """Rows whose texts occur once, with a register that comes up at random."""
    sides = (draw_texts(draw, words, count, longest) for words in (ENGLISH, PERSIAN))
    return [
        {"source": source, "targets": targets, "category": draw.rng.choice(LABELS)}
        for source, targets in zip(*sides, strict=True)
    ]


def ids_of(text: str, max_length: int = 128) -> list[int]:
    """The ids of a text as the tiny tokenizer gives them."""
    ids = [FIRST_WORD + WORDS.index(word) for word in text.split()]
    return [BEGIN, *ids[: max_length - 2], END]


def tiny(student: Any, draw: Any, nan_at: tuple[int, ...] = ()) -> tuple[Any, Any]:
    """A tiny reader of both languages and its tokenizer, in the worker."""
    return student.kit.tiny_reader(draw.seed(), len(WORDS), nan_at), student.kit.build_tokenizer(
        "words", WORDS
    )


def padded(texts: list[list[int]], pad: int = PAD) -> tuple[Tensor, Tensor]:
    """Ids (texts, longest) and their mask."""
    longest = max(map(len, texts))
    ids = torch.tensor([text + [pad] * (longest - len(text)) for text in texts])
    mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
    return ids, mask


def real_texts(call: dict[str, Any]) -> list[list[int]]:
    """The ids of each text in a recorded call, without what its mask hides."""
    ids, mask = call["input_ids"], call["attention_mask"]
    mask = torch.ones_like(ids) if mask is None else mask
    expect(ids.dim(), "the dimensions of the input_ids that reached the model").equals(2)
    expect(mask, "the attention_mask that reached the model").has_shape(*ids.shape)
    return [row[kept.bool()].tolist() for row, kept in zip(ids, mask, strict=True)]


def reader_of(state: dict[str, Tensor]) -> TinyReader:
    """A tiny reader in float64 with these weights."""
    reader = TinyReader(len(state["words.weight"])).double()
    reader.load_state_dict({name: tensor.double() for name, tensor in state.items()})
    return reader


def read(reader: TinyReader, texts: list[str]) -> Any:
    """What a reader makes of texts: logits and states."""
    return reader(*padded([ids_of(text) for text in texts]))


def replay(
    state: dict[str, Tensor],
    batches: list[tuple[list[list[int]], list[int]]],
    rates: list[float],
    frozen: tuple[str, ...] = (),
) -> tuple[list[float], list[dict[str, Tensor]]]:
    """Losses, and the weights after each step, of clipped AdamW on those texts and labels at those rates."""
    reader = reader_of(state)
    weights = [tensor for name, tensor in reader.named_parameters() if name not in frozen]
    optimizer = torch.optim.AdamW(weights, lr=1.0, weight_decay=0.01)
    losses, states = [], []
    for (texts, labels), rate in zip(batches, rates, strict=True):
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        loss = functional.cross_entropy(reader(*padded(texts)).logits, torch.tensor(labels))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        losses.append(loss.item())
        states.append({name: tensor.detach().clone() for name, tensor in reader.state_dict().items()})
    return losses, states
