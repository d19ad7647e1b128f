"""Turns sentences, speakers and prosody into Persian speech: espeak-ng for the words, numpy for the voice and the room."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import signal

from course.kit.errors import MissingResource

SAMPLING_RATE = 16_000
_ESPEAK_RATE = 22_050
# What one semitone is in the relative pitch of espeak-ng's SSML, measured on its Persian voices.
_PERCENT_PER_SEMITONE = 12.0
_FULL_SCALE = 32_768.0
_BATCH = 64


@dataclass(frozen=True)
class Speaker:
    """A voice and the room it is recorded in.

    `level` is the habitual pitch in semitones beside the variant's own, `size` scales all frequencies (a shorter
    vocal tract), `rate` is in words a minute, `tilt` the spectral tilt (positive is brighter), `echo` seconds of decay,
    `wet` the share of the echo, `noise` the level of the background in dB of full scale.
    """

    name: str
    gender: str
    variant: str
    level: float
    size: float
    rate: float
    span: float
    tilt: float
    echo: float
    wet: float
    noise: float


@dataclass(frozen=True)
class Prosody:
    """How one utterance is spoken.

    `level`, `slope` (from first to last word), `accent` (up and down between words), `final` (of the last word) and
    `tremor` are in semitones, `span` is espeak-ng's pitch range (0 to 100), `rate` a factor, `gap` the pause between
    words in espeak-ng's units, `breath` the share of noise, `tilt` the spectral tilt, `dynamics` the exponent of the
    envelope, `tune` the punctuation mark whose melody ends the sentence, `loudness` dB of full scale.
    """

    level: float
    span: float
    rate: float
    slope: float
    accent: float
    final: float
    tremor: float
    tremor_rate: float
    breath: float
    tilt: float
    gap: int
    dynamics: float
    tune: str
    loudness: float


@dataclass(frozen=True)
class Utterance:
    """A sentence (with the vowel marks that espeak-ng needs), who says it and how; `seed` draws the rest."""

    text: str
    speaker: Speaker
    prosody: Prosody
    seed: int


def synthesise(utterances: list[Utterance]) -> list[np.ndarray]:
    """The samples of each utterance (int16, 16 kHz, mono); the same on every call.

    Raises:
        MissingResource: espeak-ng is not installed.
    """
    recorded = []
    for start in range(0, len(utterances), _BATCH):
        batch = utterances[start : start + _BATCH]
        output, place = _say([_request(utterance) for utterance in batch]), 0
        for utterance in batch:
            end = output.index(b"\n", place) + 1
            count = json.loads(output[place:end])["samples"]
            spoken = np.frombuffer(output, dtype="<i2", count=count, offset=end)
            recorded.append(_record(spoken.astype(np.float64) / _FULL_SCALE, utterance))
            place = end + 2 * count
    return recorded


def phonemes(texts: list[str]) -> list[str]:
    """The IPA of each sentence, as espeak-ng reads it.

    Raises:
        MissingResource: espeak-ng is not installed.
    """
    return json.loads(_say([{"texts": texts}]))["ipa"]


def _request(utterance: Utterance) -> dict[str, object]:
    speaker, prosody = utterance.speaker, utterance.prosody
    words = utterance.text.rstrip(".").split()
    rng = np.random.default_rng([utterance.seed, 1])
    # The voice rises on every other word, beginning with the first or the second.
    sign = 1.0 if rng.random() < 0.5 else -1.0
    parts = []
    for index, word in enumerate(words):
        place = index / max(1, len(words) - 1)
        pitch = speaker.level + prosody.level + prosody.slope * (place - 0.5)
        pitch += prosody.accent * sign * (-1) ** index + 0.4 * rng.standard_normal()
        if index == len(words) - 1:
            pitch += prosody.final
        percent = int(np.clip(round(_PERCENT_PER_SEMITONE * pitch), -95, 95))
        # A mark outside of the element would be read out by its name.
        mark = prosody.tune if index == len(words) - 1 else ""
        parts.append(f'<prosody pitch="{percent:+d}%">{word}{mark}</prosody>')
    return {
        "ssml": f"<speak>{' '.join(parts)}</speak>",
        "voice": f"fa+{speaker.variant}",
        "rate": int(np.clip(round(speaker.rate * prosody.rate / speaker.size), 90, 400)),
        "range": int(np.clip(round(speaker.span * prosody.span), 0, 100)),
        "gap": prosody.gap,
    }


def _say(requests: list[dict[str, object]]) -> bytes:
    if importlib.util.find_spec("espeakng_loader") is None:
        raise MissingResource(
            "Speech synthesis needs espeak-ng: run `uv pip install espeakng-loader==0.2.4`."
        )
    if not hasattr(os, "fork"):
        raise MissingResource(
            "Speech synthesis needs Linux or macOS; the files of the sample can be read anywhere."
        )
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    command = [sys.executable, str(Path(__file__).with_name("say.py"))]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"espeak-ng failed: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def _record(samples: np.ndarray, utterance: Utterance) -> np.ndarray:
    """What the microphone hears: trimmed, trembling, breathy, tilted speech in a room with noise, at 16 kHz.

    Everything is in float64, so that rounding to 16 bits gives the same integers on every machine.
    """
    speaker, prosody = utterance.speaker, utterance.prosody
    rng = np.random.default_rng([utterance.seed, 2])
    warped = _warp(_trim(samples), speaker.size, prosody, rng)
    speech = np.asarray(signal.resample_poly(warped, 320, 441))
    envelope = _envelope(speech)
    level = envelope / (envelope.max() + 1e-9)
    speech = speech * np.clip(level, 0.03, 1.0) ** (prosody.dynamics - 1)
    hiss = signal.lfilter([1.0, -0.9], [1.0], rng.standard_normal(len(speech)))
    speech = speech * (1 - 0.5 * prosody.breath) + prosody.breath * 0.35 * envelope * hiss
    tilt = np.clip(0.25 + prosody.tilt + speaker.tilt, -0.75, 0.9)
    speech = np.asarray(signal.lfilter([1.0, -tilt], [1.0], speech))
    before, after = (int(seconds * SAMPLING_RATE) for seconds in rng.uniform(0.04, 0.2, size=2))
    speech = np.concatenate([np.zeros(before), speech, np.zeros(after)])
    speech = speech + speaker.wet * signal.fftconvolve(speech, _room(speaker))[: len(speech)]
    speech *= 10 ** (prosody.loudness / 20) / np.sqrt(np.mean(speech**2) + 1e-12)
    background = np.asarray(signal.lfilter([1.0], [1.0, -0.7], rng.standard_normal(len(speech))))
    speech += 10 ** (speaker.noise / 20) * background / np.sqrt(1 / (1 - 0.7**2))
    return np.clip(np.round(speech * _FULL_SCALE), -32768, 32767).astype(np.int16)


def _trim(samples: np.ndarray) -> np.ndarray:
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    return samples[max(0, loud[0] - 200) : loud[-1] + 400]


def _warp(speech: np.ndarray, size: float, prosody: Prosody, rng: np.random.Generator) -> np.ndarray:
    """Read the speech faster by `size`, with a tremor: pitch and formants move together."""
    count = int(len(speech) / size)
    time = np.arange(count) / _ESPEAK_RATE
    wander = 1 + 0.15 * np.sin(2 * np.pi * 0.7 * time + rng.uniform(0, 6.28))
    wave = np.sin(2 * np.pi * prosody.tremor_rate * time * wander + rng.uniform(0, 6.28))
    places = np.cumsum(size * 2 ** (prosody.tremor * wave / 12))
    places = places[places < len(speech) - 3]
    whole = places.astype(np.int64)
    part = places - whole
    a, b, c, d = (np.append(speech[:1], speech)[whole + shift] for shift in range(4))
    # Catmull-Rom: a cubic through the two samples on each side.
    warped = b + 0.5 * part * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)))
    return warped * (1 + 0.5 * prosody.tremor * wave[: len(warped)])


def _envelope(speech: np.ndarray) -> np.ndarray:
    decay = np.exp(-1 / (0.012 * SAMPLING_RATE))
    return signal.filtfilt([1 - decay], [1, -decay], np.abs(speech))


def _room(speaker: Speaker) -> np.ndarray:
    rng = np.random.default_rng([int.from_bytes(speaker.name.encode(), "big"), 3])
    time = np.arange(int(speaker.echo * SAMPLING_RATE)) / SAMPLING_RATE
    echo = rng.standard_normal(len(time)) * np.exp(-6.9 * time / speaker.echo)
    echo[: int(0.004 * SAMPLING_RATE)] = 0
    return echo / np.sqrt(np.sum(echo**2))
