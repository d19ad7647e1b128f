"""Question 6: cut a random half of the attention heads out of every layer."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertForSequenceClassification
from transformers.pytorch_utils import prune_linear_layer


def choose_heads(
    num_layers: int, num_heads: int, fraction: float, generator: torch.Generator
) -> dict[int, list[int]]:
    """Draw at random which heads of each layer to prune.

    Args:
        num_layers: layers of the model.
        num_heads: heads in each layer.
        fraction: the share to prune, 0 <= fraction < 1; each layer loses `round(fraction * num_heads)` heads.
        generator: the only source of randomness, so that the same seed gives the same heads.

    Returns:
        For every layer number 0 to num_layers − 1 the heads to prune: different numbers from 0 to num_heads
        − 1 in rising order, each subset as likely as any other, drawn for each layer anew.

    Raises:
        ValueError: the fraction is outside 0 <= fraction < 1, or so large that a layer would lose all its
            heads.

    Example:
        >>> choose_heads(2, 4, 0.5, torch.Generator().manual_seed(0))     # for example
        {0: [2, 3], 1: [0, 2]}
    """
    raise NotImplementedError("q6_prune.choose_heads")


def prune_heads(model: BertForSequenceClassification, heads: Mapping[int, Sequence[int]]) -> None:
    """Cut attention heads out of a model that has all of its heads, in place.

    With head size d = hidden_size / num_attention_heads, head h of a layer owns the output rows h·d to
    (h+1)·d − 1 of `attention.self.query`, `.key` and `.value` (and of their biases) and the input columns
    of the same numbers of `attention.output.dense`. Those are cut out, so that the matrices really become
    smaller; the layer's attributes `attention.self.num_attention_heads` and `.all_head_size` follow. All
    other weights stay bit for bit, and so does `hidden_size`: the model computes what it would compute with
    the values of those heads set to zero. `transformers.pytorch_utils.prune_linear_layer(layer, index,
    dim)` keeps the rows or columns `index` of a linear layer.

    Args:
        model: the classifier to prune; it is pruned only once.
        heads: for a layer number the heads to cut, in any order. A layer that is not named keeps all of its
            heads.

    Returns:
        Nothing. What was pruned is remembered where `save_pruned` finds it, for example in `model.config`.

    Raises:
        ValueError: a layer or head does not exist, or all heads of a layer are named; the model is then
            unchanged.

    Source:
        Michel, Levy and Neubig, "Are Sixteen Heads Really Better than One?" (2019), section 2.
    """
    raise NotImplementedError("q6_prune.prune_heads")


def save_pruned(model: BertForSequenceClassification, folder: str | Path) -> None:
    """Save a pruned classifier so that `load_pruned` can read it.

    `from_pretrained` alone cannot: it builds full-size matrices out of the configuration, and the pruned
    weights do not fit. So the folder also has to tell which heads are gone.

    Args:
        model: a classifier that `prune_heads` has pruned.
        folder: where the weights, the configuration and the record of the pruned heads go; it is made if
            need be.
    """
    raise NotImplementedError("q6_prune.save_pruned")


def load_pruned(folder: str | Path) -> BertForSequenceClassification:
    """Load a classifier that `save_pruned` has saved, from the folder alone.

    Args:
        folder: a folder written by `save_pruned`, perhaps by another process.

    Returns:
        A new classifier in evaluation mode with the saved, smaller matrices, every weight the same bit for
        bit. It can be saved by `save_pruned` again.
    """
    raise NotImplementedError("q6_prune.load_pruned")
