"""Plants the faults of the real corpus: in names, in labels, in the JSON file and in the audio."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable
from random import Random

import numpy as np
import soundfile
from scipy import signal

from course.recipes.shemo.recordings import Recording
from course.recipes.shemo.speaking import transcript
from course.recipes.shemo.voice import SAMPLING_RATE

METADATA = "shemo.json"
# What is heard, the letter in the file's name, and in how many files the two disagree.
_WRONG_LETTERS = (
    ("neutral", "S", 16),
    ("neutral", "W", 5),
    ("neutral", "A", 5),
    ("anger", "N", 3),
    ("sadness", "N", 2),
    ("happiness", "W", 2),
)
_OTHER_WORDS = {
    "anger": "angry",
    "sadness": "sad",
    "happiness": "happy",
    "surprise": "surprised",
    "fear": "fearful",
}
_ODD_NAMES: tuple[Callable[[str], str], ...] = (
    lambda name: name[0] + name[2:],  # a speaker of one digit
    lambda name: name.lower(),
    lambda name: name[:3] + name[4:],  # no emotion
)
_SOUND_QUIRKS = ("stereo", "stereo", "44.1 kHz", "22.05 kHz", "truncated", "silent")
_BYTES_KEPT = 0.4
_LEFT_OUT = 6
_WITHOUT_AUDIO = 4
_SHARES = {"other word": 0.04, "other text name": 0.05, "BOM": 0.08, "U+200E": 0.35, "ӕ": 0.5}


def plant(rng: Random, recordings: list[Recording]) -> list[Recording]:
    """Choose the quirks of each recording, name it, and sort all by path."""
    for heard, letter, count in _WRONG_LETTERS:
        for recording in rng.sample([r for r in recordings if r.emotion == heard and not r.quirks], count):
            recording.letter = letter
            recording.quirks.add("wrong letter")
    _name(recordings)
    plain = [r for r in recordings if not r.quirks and r.emotion in {"neutral", "anger"}]
    chosen = iter(rng.sample(plain, len(_ODD_NAMES) + len(_SOUND_QUIRKS) + _LEFT_OUT))
    for odd in _ODD_NAMES:
        recording = next(chosen)
        recording.name = odd(recording.name)
        recording.quirks.add("odd name")
    for quirk in _SOUND_QUIRKS:
        next(chosen).quirks.add(quirk)
    for recording in chosen:
        recording.quirks.add("no entry")
    for recording in recordings:
        for quirk, share in _SHARES.items():
            if rng.random() < share and _can_have(recording, quirk):
                recording.quirks.add(quirk)
    return sorted(recordings, key=lambda recording: recording.path)


def _name(recordings: list[Recording]) -> None:
    used: Counter[str] = Counter()
    for recording in recordings:
        stem = recording.utterance.speaker.name + recording.letter
        used[stem] += 1
        recording.name = f"{stem}{used[stem]:02d}"


def _can_have(recording: Recording, quirk: str) -> bool:
    if "no entry" in recording.quirks:
        return False
    if quirk == "other word":
        return recording.emotion in _OTHER_WORDS
    return quirk != "U+200E" or "\u200c" in recording.utterance.text


def metadata(recordings: list[Recording], ipa: list[str]) -> bytes:
    """The JSON file, keyed by the names of the audio files, like the corrected one of the real corpus."""
    entries: dict[str, dict[str, str]] = {}
    for recording, sounds in zip(recordings, ipa, strict=True):
        if "no entry" not in recording.quirks:
            entries[f"{recording.name}.flac"] = _entry(recording, sounds)
    # Recordings that were never delivered: their numbers go on after the speaker's last.
    last = {name[:4]: name for name in sorted(entries) if name[3] in "AN" and name[4:6].isdigit()}
    for stem, name in list(last.items())[:: len(last) // _WITHOUT_AUDIO][:_WITHOUT_AUDIO]:
        absent = f"{stem}{int(name[4:6]) + 2:02d}"
        path = f"{entries[name]['gender']}/{absent}.flac"
        entries[f"{absent}.flac"] = entries[name] | {"path": path, "speech_name": absent, "text_name": absent}
    return (json.dumps(dict(sorted(entries.items())), ensure_ascii=False, indent=1) + "\n").encode()


def _entry(recording: Recording, ipa: str) -> dict[str, str]:
    quirks, text = recording.quirks, transcript(recording.utterance.text)
    if "U+200E" in quirks:
        text = text.replace("\u200c", "\u200e")
    if "BOM" in quirks:
        text = "\ufeff" + text
    name = recording.name
    return {
        "path": recording.path,
        "gender": recording.utterance.speaker.gender,
        "speech_name": name,
        "text_name": f"{name[:-1]}{(int(name[-1]) + 1) % 10}" if "other text name" in quirks else name,
        "emotion": _OTHER_WORDS[recording.emotion] if "other word" in quirks else recording.emotion,
        "transcript": text,
        "ipa": ipa.replace("æ", "ӕ") if "ӕ" in quirks else ipa,
    }


def encode(recording: Recording, samples: np.ndarray) -> bytes:
    """The FLAC file of int16 samples at 16 kHz, with the recording's quirk."""
    rate = SAMPLING_RATE
    if "silent" in recording.quirks:
        samples = np.zeros_like(samples)
    if "44.1 kHz" in recording.quirks:
        samples, rate = _resampled(samples, 441, 160), 44_100
    if "22.05 kHz" in recording.quirks:
        samples, rate = _resampled(samples, 441, 320), 22_050
    if "stereo" in recording.quirks:
        samples = np.stack([samples, samples // 2], axis=1)
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="FLAC", subtype="PCM_16", compression_level=1.0)
    content = file.getvalue()
    return content[: int(_BYTES_KEPT * len(content))] if "truncated" in recording.quirks else content


def _resampled(samples: np.ndarray, up: int, down: int) -> np.ndarray:
    return np.round(signal.resample_poly(samples.astype(np.float64), up, down)).astype(np.int16)


def counts(recordings: list[Recording]) -> dict[str, int]:
    """In how many files each quirk was planted, for the card."""
    planted: Counter[str] = Counter(quirk for recording in recordings for quirk in recording.quirks)
    return dict(planted.most_common()) | {"entry without audio": _WITHOUT_AUDIO}
