"""The class that all graders grade: answers to two trivial checks, and those checks as notebook cells."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from autograder.catalogue import Catalogue

COURSE = Path(__file__).resolve().parent / "course"
ASSIGNMENT = "b01_trivial"
QUESTION = "q1_pool_and_freeze"
# What a class consists of, in turn, and the points that every grader has to arrive at.
POINTS = {"reference": 4.0, "unmasked_mean": 2.0, "pooler_trains": 2.0}

# The checks of the mini course once more, in the form that notebook graders take; each is worth 2 points.
CELLS = {
    "masked_mean": """\
import torch
hidden = torch.randn(3, 7, 16)
lengths = (3, 7, 5)
mask = (torch.arange(7) < torch.tensor(lengths)[:, None]).long()
pooled = masked_mean(hidden, mask)
assert pooled.shape == (3, 16)
for row, states, length in zip(pooled, hidden, lengths):
    assert torch.allclose(row, states[:length].mean(dim=0), atol=1e-5)
""",
    "freeze_encoder": """\
from transformers import BertConfig, BertForSequenceClassification
model = BertForSequenceClassification(BertConfig(
    vocab_size=99, hidden_size=16, num_hidden_layers=3, num_attention_heads=4,
    intermediate_size=32, max_position_embeddings=64, num_labels=3,
))
freeze_encoder(model)
for name, parameter in model.named_parameters():
    assert parameter.requires_grad == name.startswith("classifier."), name
""",
}


def answers(count: int) -> Iterator[tuple[str, str]]:
    """``count`` submissions as (kind, source); a wrong one defines the function again below the right one."""
    catalogue = Catalogue(COURSE)
    reference = catalogue.solution(ASSIGNMENT, QUESTION).read_text(encoding="utf-8")
    sources = {"reference": reference}
    for path in catalogue.mistakes(ASSIGNMENT, QUESTION):
        sources[path.stem] = f"{reference}\n\n{_without_docstring(path.read_text(encoding='utf-8'))}"
    for kind in islice(cycle(POINTS), count):
        yield kind, sources[kind]


def expected(count: int) -> dict[str, float]:
    """The right points of the class's students."""
    return {f"student{number:03}": POINTS[kind] for number, (kind, _) in enumerate(answers(count))}


def _without_docstring(source: str) -> str:
    # A mistake's docstring says what is wrong with it, which a student's file does not.
    docstring = ast.parse(source).body[0]
    return "\n".join(source.splitlines()[docstring.end_lineno :]).strip() + "\n"
