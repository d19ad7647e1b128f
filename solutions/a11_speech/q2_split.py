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


# BEGIN SOLUTION
def _check_shares(shares: Shares) -> None:
    if any(share < 0 for share in shares) or not math.isclose(sum(shares), 1.0, abs_tol=1e-9):
        raise ValueError(f"shares are at least 0 and sum to 1, not {tuple(shares)}")


def _sizes(count: int, shares: Shares) -> list[int]:
    """`count` cut into whole numbers in these shares, the remainders going to the largest fractions."""
    exact = [count * share for share in shares]
    sizes = [math.floor(value + 1e-9) for value in exact]
    by_fraction = sorted(range(len(shares)), key=lambda place: sizes[place] - exact[place])
    for place in by_fraction[: count - sum(sizes)]:
        sizes[place] += 1
    return sizes


# END SOLUTION


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
    # BEGIN SOLUTION
    _check_shares(shares)
    by_class: dict[Hashable, list[int]] = defaultdict(list)  # in the order in which the classes appear
    for index, label in enumerate(labels):
        by_class[label].append(index)
    rng = random.Random(seed)
    splits: tuple[list[int], ...] = tuple([] for _ in shares)
    for members in by_class.values():
        rng.shuffle(members)
        start = 0
        for split, size in zip(splits, _sizes(len(members), shares), strict=True):
            split.extend(members[start : start + size])
            start += size
    return splits
    # END SOLUTION


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
    # BEGIN SOLUTION
    _check_shares(shares)
    recordings: dict[Hashable, list[int]] = defaultdict(list)
    for index, speaker in enumerate(speakers):
        recordings[speaker].append(index)
    drawn = list(recordings)
    random.Random(seed).shuffle(drawn)
    lacking = [share * len(speakers) for share in shares]
    splits: tuple[list[int], ...] = tuple([] for _ in shares)
    for speaker in drawn:
        place = max(range(len(shares)), key=lacking.__getitem__)
        splits[place].extend(recordings[speaker])
        lacking[place] -= len(recordings[speaker])
    return splits
    # END SOLUTION


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
    # BEGIN SOLUTION
    size = round(seconds * sampling_rate)
    return [
        {"recording": recording, "start": start, "stop": min(start + size, length)}
        for recording, length in zip(recording_ids, lengths, strict=True)
        for start in range(0, length, size)
    ]
    # END SOLUTION


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
    # BEGIN SOLUTION
    place: dict[Hashable, int] = {}
    for number, split in enumerate(recordings):
        for recording in split:
            if place.setdefault(recording, number) != number:
                raise ValueError(f"recording {recording} is in two splits")
    result: tuple[list[int], ...] = tuple([] for _ in recordings)
    for index, piece in enumerate(segments):
        if piece["recording"] not in place:
            raise ValueError(f"recording {piece['recording']} is in no split")
        result[place[piece["recording"]]].append(index)
    return result
    # END SOLUTION


def overlap(groups: Sequence[Any], splits: Sequence[Sequence[int]]) -> list[Any]:
    """Find what leaks: the groups (speakers, recordings) that are in more than one split.

    Args:
        groups: the group of each example; all strings or all ints.
        splits: lists of indices into `groups`, any number of them; not every index need be in one.

    Returns:
        The groups that occur in two or more splits, each once, sorted. Empty for a clean split.
    """
    # BEGIN SOLUTION
    found = Counter(group for split in splits for group in {groups[index] for index in split})
    return sorted(group for group, count in found.items() if count > 1)
    # END SOLUTION


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
    # BEGIN SOLUTION
    shares = (0.8, 0.2)

    def accuracy(splits: tuple[list[int], ...]) -> float:
        train, test = map(torch.tensor, splits)
        predicted = torch.as_tensor(fit_predict(features[train], labels[train], features[test]))
        return (predicted == labels[test]).double().mean().item()

    leaky = accuracy(stratified_split(labels.tolist(), seed, shares))
    honest = accuracy(speaker_split(groups, seed, shares))
    return {"leaky": leaky, "honest": honest, "difference": leaky - honest}
    # END SOLUTION
