"""Windows and decibels through torch and librosa's filters, k-means by hand, masks by convolution, losses by gather."""

import librosa
import numpy as np
import scipy.fft
import torch


def mfcc_features(samples, rate=16_000, window=400, hop=320):
    if samples.numel() < window:
        return torch.zeros(0, 39)
    frames = samples.unfold(0, window, hop) * torch.hann_window(window)
    power = torch.fft.rfft(frames).abs() ** 2
    bands = power.numpy() @ librosa.filters.mel(sr=rate, n_fft=window, n_mels=40).T
    decibels = librosa.power_to_db(bands)
    static = scipy.fft.dct(decibels, axis=1, norm="ortho")[:, :13].astype(np.float32)
    first = librosa.feature.delta(static, width=5, axis=0, mode="nearest")
    second = librosa.feature.delta(first, width=5, axis=0, mode="nearest")
    return torch.from_numpy(np.concatenate([static, first, second], axis=1))


def fit_units(features, units, seed):
    if units > features.shape[0]:
        raise ValueError("more units than rows")
    generator = torch.Generator().manual_seed(seed)
    best, lowest = None, float("inf")
    for _ in range(10):
        centroids = features[torch.randint(len(features), (1,), generator=generator)]
        while len(centroids) < units:
            near = torch.cdist(features, centroids).amin(1).square()
            chosen = torch.multinomial(near, 1, generator=generator)
            centroids = torch.cat([centroids, features[chosen]])
        for _ in range(300):
            owner = assign_units(features, centroids)
            moved = torch.stack(
                [
                    features[owner == unit].mean(0) if (owner == unit).any() else centroids[unit]
                    for unit in range(units)
                ]
            )
            still = torch.equal(moved, centroids)
            centroids = moved
            if still:
                break
        inertia = torch.cdist(features, centroids).amin(1).square().sum().item()
        if inertia < lowest:
            best, lowest = centroids, inertia
    return best


def assign_units(features, centroids):
    parts = []
    for part in features.split(1_000):
        distances = (part**2).sum(1, keepdim=True) - 2 * part @ centroids.T + (centroids**2).sum(1)
        parts.append(distances.min(dim=1).indices)
    return torch.cat(parts)


def span_mask(lengths, probability, span, generator):
    lengths = torch.as_tensor(lengths)
    places = (lengths - span + 1).clamp(min=0)
    longest = int(lengths.max())
    allowed = torch.arange(longest) < places[:, None]
    starts = allowed & (torch.rand(len(lengths), longest, generator=generator) < probability)
    lucky = (torch.rand(len(lengths), generator=generator) * places).long()
    empty = (~starts.any(1) & (places > 0)).nonzero().flatten()
    starts[empty, lucky[empty]] = True
    mask = starts.clone()
    for shift in range(1, span):
        mask[:, shift:] |= starts[:, : longest - shift]
    return mask


def masked_prediction_loss(hidden, projection, embeddings, targets, mask, temperature=0.1):
    chosen = torch.einsum("md,ed->me", hidden[mask], projection)
    if len(chosen) == 0:
        return chosen.sum() + 0 * (projection.sum() + embeddings.sum())
    cosines = torch.cosine_similarity(chosen[:, None], embeddings[None], dim=-1)
    logs = (cosines / temperature).log_softmax(dim=-1)
    return -logs.gather(1, targets[mask][:, None]).mean()
