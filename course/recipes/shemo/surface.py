"""What a classifier reaches that does not listen: file size, duration, loudness, mean pitch."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import soundfile

from course.recipes.baselines import Scores, majority, numbers
from course.recipes.shemo.recipe import as_floats, draw_rows, plan
from course.recipes.shemo.voice import SAMPLING_RATE, synthesise

# Speakers of the test split; the baselines are fitted on all others.
TEST_SPEAKERS = ("F05", "F08", "M02", "M09", "M11")
_FRESH = 300


def baselines() -> Scores:
    """Accuracy on 300 balanced fresh rows and on the sample's test speakers, fitted on the other speakers.

    Balanced fresh rows have a chance level of 1/6; the classes of the sample are unbalanced.

    Raises:
        MissingResource: espeak-ng is not installed.
    """
    recordings = plan()
    samples = synthesise([recording.utterance for recording in recordings])
    rows = [
        {
            "audio": as_floats(spoken),
            "emotion": recording.emotion,
            "speaker": recording.utterance.speaker.name,
        }
        for recording, spoken in zip(recordings, samples, strict=True)
    ]
    fresh = [*draw_rows(1, _FRESH)]
    for row in (*rows, *fresh):
        row["features"] = features(row["audio"])
    test = [row for row in rows if row["speaker"] in TEST_SPEAKERS]
    train = [row for row in rows if row["speaker"] not in TEST_SPEAKERS]
    labels = [[row["emotion"] for row in part] for part in (train, fresh, test)]
    scores: Scores = {"majority": tuple(majority(*labels))}  # type: ignore[dict-item]
    views = {
        "file size": ("bytes",),
        "duration": ("seconds",),
        "rms": ("rms",),
        "file size, duration, rms": ("bytes", "seconds", "rms"),
        "mean pitch": ("pitch",),
    }
    for name, used in views.items():
        scores[name] = numbers(train, fresh, test, lambda row, used=used: _chosen(row, used), "emotion")
    return scores


def _chosen(row: dict[str, Any], names: tuple[str, ...]) -> list[float]:
    return [row["features"][name] for name in names]


def features(audio: np.ndarray) -> dict[str, float]:
    """Numbers about a whole file that need no listening; pitch in Hz, averaged over its louder half."""
    import librosa

    file = io.BytesIO()
    soundfile.write(file, audio, SAMPLING_RATE, format="FLAC", subtype="PCM_16", compression_level=1.0)
    pitch = librosa.yin(audio, fmin=60, fmax=500, sr=SAMPLING_RATE, frame_length=1024, hop_length=512)
    loudness = librosa.feature.rms(y=audio, frame_length=1024, hop_length=512)[0]
    return {
        "bytes": float(len(file.getvalue())),
        "seconds": len(audio) / SAMPLING_RATE,
        "rms": float(np.sqrt(np.mean(audio**2))),
        "pitch": float(np.mean(pitch[: len(loudness)][loudness > np.median(loudness)])),
    }
