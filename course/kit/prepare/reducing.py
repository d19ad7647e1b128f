"""Draws the reduced sets: seeded, in file order, the same rows every time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T")


def whole_groups(rows: Sequence[T], group: Callable[[T], Hashable], wanted: int, seed: int) -> list[T]:
    """About `wanted` rows (never more), each group kept with all of its rows or left out."""
    sizes = Counter(group(row) for row in rows)
    order = list(sizes)
    random.Random(seed).shuffle(order)
    kept: set[Hashable] = set()
    count = 0
    for key in order:
        if count + sizes[key] > wanted:
            break
        kept.add(key)
        count += sizes[key]
    return [row for row in rows if group(row) in kept]


def stratified(rows: Sequence[T], stratum: Callable[[T], Hashable], wanted: int, seed: int) -> list[T]:
    """`wanted` rows (all, if there are no more), each stratum with its share of the whole."""
    return split(rows, stratum, (min(wanted, len(rows)),), seed)[0]


def split(
    rows: Sequence[T], stratum: Callable[[T], Hashable], sizes: Sequence[int], seed: int
) -> list[list[T]]:
    """Disjoint draws of the given sizes, each stratum with its share in every one of them."""
    if sum(sizes) > len(rows):
        raise ValueError(f"{sum(sizes)} rows wanted of {len(rows)}")
    members: dict[Hashable, list[int]] = {}
    for index, row in enumerate(rows):
        members.setdefault(stratum(row), []).append(index)
    generator = random.Random(seed)
    for indices in members.values():
        generator.shuffle(indices)
    drawn = []
    for size in sizes:
        shares = _shares({key: len(indices) for key, indices in members.items()}, size)
        taken = [members[key].pop() for key, share in shares.items() for _ in range(share)]
        drawn.append([rows[index] for index in sorted(taken)])
    return drawn


def _shares(counts: dict[Hashable, int], size: int) -> dict[Hashable, int]:
    """`size` shared out in proportion to `counts`, by largest remainder."""
    total = max(sum(counts.values()), 1)
    shares = {key: size * count // total for key, count in counts.items()}
    by_remainder = sorted(counts, key=lambda key: -(size * counts[key] % total))
    for key in by_remainder[: size - sum(shares.values())]:
        shares[key] += 1
    return shares
