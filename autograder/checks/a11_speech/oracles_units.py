"""MFCCs from their definition, the law of span masks, and the loss on masked frames: the checks' own opinion, in float64."""

import math
from typing import Any

import torch
from torch import Tensor

COEFFICIENTS, BANDS = 13, 40


def tones(draw: Any, length: int, rate: int) -> Tensor:
    """Two gliding tones over noise, loud at one end and soft at the other, so that no frame is like another."""
    time = torch.arange(length, dtype=torch.float64) / rate
    low, high = draw.rng.uniform(100, 400), draw.rng.uniform(600, 0.35 * rate)
    glide = draw.rng.uniform(200, 600)
    wave = torch.sin(2 * math.pi * (low + glide * time) * time) + 0.5 * torch.sin(2 * math.pi * high * time)
    loud = torch.linspace(1.0, 0.2, length, dtype=torch.float64)
    return (loud * (wave + 0.05 * draw.normal(length, dtype=torch.float64))).float()


def mfcc(samples: Tensor, rate: int, window: int, hop: int) -> Tensor:
    """13 coefficients (F, 13): Hann window, power, 40 Slaney bands, decibels within 80 of the loudest, orthonormal DCT."""
    frames = samples.double().unfold(0, window, hop)  # (F, window)
    hann = 0.5 - 0.5 * torch.cos(2 * math.pi * torch.arange(window, dtype=torch.float64) / window)
    power = torch.fft.rfft(frames * hann).abs().square()  # (F, window // 2 + 1)
    decibels = 10 * torch.log10((power @ _bands(rate, window).T).clamp(min=1e-10))
    decibels = decibels.clamp(min=float(decibels.max()) - 80.0)
    band, order = torch.arange(BANDS, dtype=torch.float64), torch.arange(COEFFICIENTS, dtype=torch.float64)
    basis = math.sqrt(2 / BANDS) * torch.cos(math.pi / BANDS * (band + 0.5) * order[:, None])
    basis[0] /= math.sqrt(2)
    return decibels @ basis.T


def differences(rows: Tensor) -> Tensor:
    """Slopes through five rows, the first and the last repeated."""
    padded = torch.cat([rows[:1], rows[:1], rows, rows[-1:], rows[-1:]])
    count = len(rows)
    return (padded[3 : 3 + count] - padded[1 : 1 + count] + 2 * (padded[4 : 4 + count] - padded[:count])) / 10


def _bands(rate: int, window: int) -> Tensor:
    """Triangles of equal area, (40, window // 2 + 1), whose corners are equally far apart on Slaney's mel scale."""
    corners = _hertz(torch.linspace(0.0, _mel(rate / 2), BANDS + 2, dtype=torch.float64))
    places = torch.arange(window // 2 + 1, dtype=torch.float64) * rate / window
    left, middle, right = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    rising, falling = (places - left) / (middle - left), (right - places) / (right - middle)
    return torch.minimum(rising, falling).clamp(min=0) * 2 / (right - left)


def _mel(hertz: float) -> float:
    return hertz / (200 / 3) if hertz < 1000 else 15 + math.log(hertz / 1000) / (math.log(6.4) / 27)


def _hertz(mel: Tensor) -> Tensor:
    return torch.where(mel < 15, mel * 200 / 3, 1000 * torch.exp((mel - 15) * math.log(6.4) / 27))


def masked_probability(length: int, probability: float, span: int) -> Tensor:
    """The probability (length,) that a frame of a row is masked, with the span that is drawn where none started."""
    places = length - span + 1
    covering = torch.tensor(
        [
            sum(
                start <= frame < start + span for start in range(places)
            )  # starts whose span takes in the frame
            for frame in range(length)
        ],
        dtype=torch.float64,
    )
    none = (1 - probability) ** places
    return 1 - (1 - probability) ** covering + none * covering / places


def runs(row: list[bool]) -> list[tuple[int, int]]:
    """The first frame and the length of each unbroken run of True."""
    found, start = [], None
    for place, masked in enumerate([*row, False]):
        if masked and start is None:
            start = place
        elif not masked and start is not None:
            found.append((start, place - start))
            start = None
    return found


def unit_loss(
    hidden: Tensor, projection: Tensor, embeddings: Tensor, targets: Tensor, mask: Tensor, temperature: float
) -> Tensor:
    """The mean over masked frames of −ln p(target), frame by frame and unit by unit."""
    losses = []
    for b, f in mask.nonzero().tolist():
        said = projection @ hidden[b, f]
        scores = torch.stack(
            [(said @ unit) / (said.norm() * unit.norm()) / temperature for unit in embeddings]
        )
        losses.append(torch.logsumexp(scores, 0) - scores[targets[b, f]])
    return torch.stack(losses).mean()
