"""Padding, masking and saving, as the recipes of mini-xlmr and mini-electra need them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from course.zoo import registry

IGNORED = -100


def padded(rows: list[list[int]], fill: int) -> Tensor:
    """Rows of token ids (or of anything beside them) as one tensor, filled up to the longest."""
    longest = max(map(len, rows))
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def mask_tokens(
    ids: Tensor, chance: Tensor, tokenizer: PreTrainedTokenizerFast, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Token ids with some replaced by the mask token, and what they were (`IGNORED` elsewhere).

    Of the chosen tokens 80 % are masked, 10 % replaced by random ones and 10 % left. Special tokens are never chosen.

    Args:
        ids: token ids, shape (batch, length).
        chance: the probability of each token to be chosen, broadcastable to `ids`.
    """
    special = torch.isin(ids, torch.tensor(tokenizer.all_special_ids))
    chosen = (torch.rand(ids.shape, generator=generator) < chance) & ~special
    labels = ids.masked_fill(~chosen, IGNORED)
    how = torch.rand(ids.shape, generator=generator)
    random = torch.randint(5, len(tokenizer) - 1, ids.shape, generator=generator)
    mask: Any = tokenizer.mask_token_id
    inputs = ids.masked_fill(chosen & (how < 0.8), mask)
    return torch.where(chosen & (how >= 0.9), random, inputs), labels


def save(model: Any, tokenizer: PreTrainedTokenizerFast, out: Path) -> None:
    """Write the model, the tokenizer without machine-specific settings, and their checksums."""
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    path = out / "tokenizer_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    for name in ("is_local", "local_files_only", "backend"):
        settings.pop(name, None)
    settings["tokenizer_class"] = "PreTrainedTokenizerFast"
    settings["model_input_names"] = tokenizer.model_input_names
    path.write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for file in out.iterdir():
        file.chmod(0o644)
    registry.publish(out)
