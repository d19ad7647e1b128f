"""Question 2 with numpy's generator, rounded cuts, and speakers from the busiest down."""

from itertools import combinations

import numpy as np


def _cuts(shares, count):
    if min(shares) < 0 or abs(sum(shares) - 1) > 1e-9:
        raise ValueError(f"{shares} do not share out 1")
    return np.floor(np.cumsum(shares)[:-1] * count + 0.5).astype(int)


def stratified_split(labels, seed, shares=(0.8, 0.1, 0.1)):
    _cuts(shares, 0)
    generator = np.random.default_rng(seed)
    splits = [[] for _ in shares]
    for label in sorted(set(labels)):
        members = generator.permutation([index for index, other in enumerate(labels) if other == label])
        for split, part in zip(splits, np.split(members, _cuts(shares, len(members))), strict=True):
            split.extend(part.tolist())
    return tuple(sorted(split) for split in splits)


def speaker_split(speakers, seed, shares=(0.8, 0.1, 0.1)):
    _cuts(shares, 0)
    names = sorted(set(speakers))
    where = {name: [index for index, other in enumerate(speakers) if other == name] for name in names}
    np.random.default_rng(seed).shuffle(names)
    names.sort(key=lambda name: -len(where[name]))
    targets = np.array(shares) * len(speakers)
    splits = [[] for _ in shares]
    for name in names:
        lack = targets - [len(split) for split in splits]
        splits[int(lack.argmax())] += where[name]
    return splits


def segment(recording_ids, lengths, seconds=5.0, sampling_rate=16_000):
    size = int(seconds * sampling_rate + 0.5)
    segments = []
    for name, length in zip(recording_ids, lengths, strict=True):
        start = 0
        while start < length:
            stop = start + size if start + size < length else length
            segments.append({"start": start, "stop": stop, "recording": name})
            start = stop
    return segments


def split_segments(segments, recordings):
    sets = [set(split) for split in recordings]
    for one, other in combinations(sets, 2):
        if one & other:
            raise ValueError(f"in two splits: {', '.join(map(str, one & other))}")
    result = [[] for _ in sets]
    for index, piece in enumerate(segments):
        homes = [place for place, names in enumerate(sets) if piece["recording"] in names]
        if not homes:
            raise ValueError(f"nobody asked for {piece['recording']}")
        result[homes[0]].append(index)
    return result


def overlap(groups, splits):
    sets = [{groups[index] for index in split} for split in splits]
    shared = set()
    for one, other in combinations(sets, 2):
        shared |= one & other
    return sorted(shared)


def leak_damage(features, labels, groups, seed, fit_predict):
    honest_train, honest_test = speaker_split(groups, seed, (0.8, 0.2))
    guess = fit_predict(features[honest_train], labels[honest_train], features[honest_test])
    honest = float(np.mean(np.asarray(guess) == labels[honest_test].numpy()))
    train, test = stratified_split([int(label) for label in labels], seed, (0.8, 0.2))
    guess = fit_predict(features[train], labels[train], features[test])
    leaky = float(np.mean(np.asarray(guess) == labels[test].numpy()))
    return {"difference": leaky - honest, "honest": honest, "leaky": leaky}
