"""Question 3: batches with little padding, each example in exactly one of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor


def collate(examples: Sequence[Mapping[str, Any]], pad_id: int) -> dict[str, Tensor]:
    """Make one batch of encoded pairs of different lengths.

    Args:
        examples: what `encode_pairs` gives, one dict a pair: "input_ids" and, for some tokenizers, "token_type_ids" (lists
            of ints); perhaps "label" (an int). All of them have the same keys; there is at least one.
        pad_id: the tokenizer's `pad_token_id`, which need not be 0.

    Returns:
        Tensors of dtype int64, padded on the right to the longest pair of this batch: "input_ids" (B, T), padded with
        `pad_id`; "attention_mask" (B, T), 1 on tokens and 0 on padding (a token whose id happens to be `pad_id` is a
        token all the same); "token_type_ids" (B, T), padded with 0, only where the examples have them; and "labels"
        (B,), only where they have a "label". The examples stay as they are.

    Example:
        >>> collate([{"input_ids": [5, 6, 7]}, {"input_ids": [8]}], pad_id=1)["input_ids"]
        tensor([[5, 6, 7],
                [8, 1, 1]])
    """
    raise NotImplementedError("q3_batch.collate")


def grouped_batches(
    lengths: Sequence[int], batch_size: int, generator: torch.Generator, pool: int = 16
) -> list[list[int]]:
    """Group the examples of an epoch into batches of similar length, at random.

    Sorting everything by length would give the least padding and the same batches in each epoch, short ones first. So the
    examples are shuffled and cut into pools of `pool * batch_size` examples (the last pool is what is left); each pool is
    sorted by length and cut into batches of `batch_size`; and the batches of all pools together are shuffled.

    Args:
        lengths: the number of tokens of each example.
        batch_size: examples in a batch; only the last batch of the last pool may be smaller, none is empty.
        generator: the only source of randomness: the same seed gives the same batches, and a second call goes on
            drawing, so that each epoch has others.
        pool: how many batches make a pool; 1 is an order without grouping.

    Returns:
        The batches as lists of indices into `lengths`; each index is in exactly one batch.
    """
    raise NotImplementedError("q3_batch.grouped_batches")


def padding_share(lengths: Sequence[int], batches: Sequence[Sequence[int]]) -> float:
    """Say which share of everything that the model computes is padding.

    Args:
        lengths: the number of tokens of each example.
        batches: lists of indices into `lengths`; each batch is padded to its own longest example.

    Returns:
        Padding positions of all batches together, divided by all their positions (tokens and padding); 0.0 when there
        are no positions, as of no batches.

    Example:
        >>> padding_share([3, 1, 2], [[0, 1], [2]])     # 2 of 3 + 3 + 2 positions
        0.25
    """
    raise NotImplementedError("q3_batch.padding_share")
