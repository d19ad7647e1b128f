"""Question 2: splits that keep apart what belongs together, and what it costs when they do not."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

Shares = Sequence[float]
# (train_x (m, d), train_y (m,), test_x (k, d)) to predicted labels (k,)
FitPredict = Callable[[Tensor, Tensor, Tensor], Tensor]


def stratified_split(
    labels: Sequence[Hashable], seed: int, shares: Shares = (0.8, 0.1, 0.1)
) -> tuple[list[int], ...]:
    """Split examples at random so that each class comes in the same shares in every split.

    Args:
        labels: the class of each example: strings, ints or whatever has an equality and a hash.
        seed: of the random choice. The same labels and seed give the same split in every process, in any
            version of Python's hash (the order of a `set` of strings is no such thing), and without a look at
            the global random state.
        shares: of train, validation and test, or of as many splits as you like.

    Returns:
        As many lists of indices into `labels` as there are shares. Each index is in exactly one list. Of a class
        with n examples, each split has share · n of them within one example. Their order within a list is
        up to you.

    Raises:
        ValueError: a share is negative, or they do not sum to 1 (within 1e-9).
    """
    raise NotImplementedError("q2_split.stratified_split")


def speaker_split(
    speakers: Sequence[Hashable], seed: int, shares: Shares = (0.8, 0.1, 0.1)
) -> tuple[list[int], ...]:
    """Split recordings at random so that nobody is heard in two splits.

    Speakers have unequally many recordings, and the shares are those of the recordings, not of the speakers.

    Args:
        speakers: who speaks in each recording.
        seed: of the random choice, under the same promise as in `stratified_split`. Another seed puts other
            speakers into the test split.
        shares: as in `stratified_split`.

    Returns:
        As many lists of indices as there are shares. All recordings of a speaker are in one list, each index in
        exactly one. Sizes come as near as whole speakers allow: with n recordings, g of them by the busiest
        speaker, the size of each list differs from share · n by less than g. (Draw the speakers in random order
        and give each to the split that lacks most recordings by then: this keeps the promise in any order.)

    Raises:
        ValueError: as in `stratified_split`.
    """
    raise NotImplementedError("q2_split.speaker_split")


def segment(
    recording_ids: Sequence[Hashable],
    lengths: Sequence[int],
    seconds: float = 5.0,
    sampling_rate: int = 16_000,
) -> list[dict[str, Any]]:
    """Cut recordings into segments of a few seconds: where each begins and ends, no sound is touched.

    Args:
        recording_ids: a name for each recording, none twice.
        lengths: how many samples each recording has.
        seconds: the length of a segment; in samples it is rounded to the nearest whole number.
        sampling_rate: samples per second.

    Returns:
        Segments in the order of the recordings and, within one, in the order of time:
        `{"recording": its id, "start": first sample, "stop": one after its last sample}`. Each sample of a
        recording is in exactly one of its segments, all of which are full but the last. A recording without
        samples has none.
    """
    raise NotImplementedError("q2_split.segment")


def split_segments(
    segments: Sequence[dict[str, Any]], recordings: Sequence[Sequence[Hashable]]
) -> tuple[list[int], ...]:
    """Give segments to the split of the recording that they were cut from.

    Args:
        segments: as `segment` returns them; only "recording" matters.
        recordings: for each split the ids of its recordings.

    Returns:
        For each split the indices of its segments, ascending.

    Raises:
        ValueError: a segment's recording is in no split, or a recording is in two. The message contains its id.
    """
    raise NotImplementedError("q2_split.split_segments")


def overlap(groups: Sequence[Any], splits: Sequence[Sequence[int]]) -> list[Any]:
    """Find what leaks: the groups (speakers, recordings) that are in more than one split.

    Args:
        groups: the group of each example; all strings or all ints.
        splits: lists of indices into `groups`, any number of them; not every index need be in one.

    Returns:
        The groups that occur in two or more splits, each once, sorted. Empty for a clean split.
    """
    raise NotImplementedError("q2_split.overlap")


def leak_damage(
    features: Float[Tensor, "n d"],
    labels: Int[Tensor, " n"],
    groups: Sequence[Hashable],
    seed: int,
    fit_predict: FitPredict,
) -> dict[str, float]:
    """Measure how much too well a classifier looks when segments of one recording are in both splits.

    The same classifier is trained and scored twice, on 80 % and 20 % of the rows. First with the leak: rows are
    drawn by `stratified_split`, whatever recording they are from. Then honestly: whole groups are drawn, by
    `speaker_split` (for which a recording is as good as a speaker).

    Args:
        features: one row for each segment.
        labels: its class.
        groups: its recording.
        seed: of both splits.
        fit_predict: learns from `(train_x, train_y)` and predicts a label for each row of `test_x`. It is called
            exactly twice.

    Returns:
        `{"leaky": accuracy of the first, "honest": accuracy of the second, "difference": leaky - honest}`, floats.
        Accuracy is the share of test rows whose label was predicted.
    """
    raise NotImplementedError("q2_split.leak_damage")
