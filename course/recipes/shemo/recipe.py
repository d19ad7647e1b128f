"""Draws labelled utterances, and makes the files of `datasets/shemo` bit for bit."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from course.recipes.shemo import quirks
from course.recipes.shemo.recordings import Recording, draw_recordings, draw_text
from course.recipes.shemo.speaking import (
    COUNTS,
    EMOTIONS,
    draw_any_prosody,
    draw_prosody,
    draw_speaker,
    transcript,
)
from course.recipes.shemo.voice import SAMPLING_RATE, Utterance, phonemes, synthesise

SEED = 1403


def plan() -> list[Recording]:
    """The recordings of the sample, in the order of their names, with the quirks planted."""
    rng = Random(f"shemo sample {SEED}")
    return quirks.plant(rng, draw_recordings(rng))


def render() -> dict[str, bytes]:
    """The content of each file of the sample.

    Raises:
        MissingResource: espeak-ng is not installed.
    """
    recordings = plan()
    return metadata_file(recordings) | audio_files(recordings)


def metadata_file(recordings: list[Recording]) -> dict[str, bytes]:
    """The JSON file that describes the recordings."""
    ipa = phonemes([recording.utterance.text for recording in recordings])
    return {quirks.METADATA: quirks.metadata(recordings, ipa)}


def audio_files(recordings: list[Recording]) -> dict[str, bytes]:
    """The FLAC file of each recording."""
    samples = synthesise([recording.utterance for recording in recordings])
    return {
        recording.path: quirks.encode(recording, spoken)
        for recording, spoken in zip(recordings, samples, strict=True)
    }


def draw_rows(seed: int, count: int, *, balanced: bool = True) -> list[dict[str, Any]]:
    """Fresh clean utterances by speakers that the sample does not have.

    Args:
        balanced: as many of each emotion as possible; otherwise about in the proportions of the sample.

    Returns:
        Rows of audio (float32 within -1 and 1), sampling_rate, emotion, gender, speaker and transcript.

    Raises:
        MissingResource: espeak-ng is not installed.
    """
    rng = Random(f"shemo hidden {seed}")
    if balanced:
        emotions = [EMOTIONS[index % len(EMOTIONS)] for index in range(count)]
        rng.shuffle(emotions)
    else:
        emotions = rng.choices(list(COUNTS), list(COUNTS.values()), k=count)
    speakers = [
        draw_speaker(rng, f"{'FM'[index % 2]}{51 + index // 2}") for index in range(max(2, count // 8))
    ]
    utterances = [
        Utterance(draw_text(rng), rng.choice(speakers), draw_prosody(rng, emotion), rng.getrandbits(48))
        for emotion in emotions
    ]
    return [
        {
            "audio": as_floats(samples),
            "sampling_rate": SAMPLING_RATE,
            "emotion": emotion,
            "gender": utterance.speaker.gender,
            "speaker": utterance.speaker.name,
            "transcript": transcript(utterance.text),
        }
        for utterance, emotion, samples in zip(utterances, emotions, synthesise(utterances), strict=True)
    ]


def draw_unlabelled(seed: int, count: int) -> list[np.ndarray]:
    """Utterances (float32, 16 kHz) with prosody of all kinds that stands for no emotion, for pretraining."""
    rng = Random(f"shemo unlabelled {seed}")
    speakers = [draw_speaker(rng, f"{'FM'[index % 2]}{index // 2}") for index in range(max(2, count // 8))]
    utterances = [
        Utterance(draw_text(rng), rng.choice(speakers), draw_any_prosody(rng), rng.getrandbits(48))
        for _ in range(count)
    ]
    return [as_floats(samples) for samples in synthesise(utterances)]


def as_floats(samples: np.ndarray) -> np.ndarray:
    """16-bit samples as float32 within -1 and 1."""
    return samples.astype(np.float32) / 32768
