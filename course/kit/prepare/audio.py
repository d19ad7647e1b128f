"""Recordings of any rate and number of channels as 16 kHz mono FLAC."""

from __future__ import annotations

import shutil
from pathlib import Path

from course.kit.errors import BadSource

RATE = 16_000
_SIZE_UNKNOWN = 0xFFFFFFFF  # what a program writes that did not know the length beforehand


def write_flac(recording: Path, target: Path) -> None:
    """Write `recording` as 16-bit mono FLAC of 16 kHz; one that is that already keeps its bytes.

    Channels are averaged, nothing is trimmed or made louder.

    Raises:
        BadSource: it cannot be read or decoded, or is shorter than its header says.
    """
    import soundfile
    import soxr

    try:
        info = soundfile.info(recording)
        if (info.format, info.subtype, info.samplerate, info.channels) == ("FLAC", "PCM_16", RATE, 1):
            shutil.copyfile(recording, target)
            return
        _refuse_cut_wav(recording)
        samples, rate = soundfile.read(recording, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise BadSource(f"{recording} cannot be decoded: get it again.") from error
    mono = soxr.resample(samples.mean(axis=1), rate, RATE, quality="HQ")
    soundfile.write(target, mono, RATE, subtype="PCM_16", format="FLAC")


def _refuse_cut_wav(recording: Path) -> None:
    """The decoder reads a wav file that was cut as a shorter one."""
    with recording.open("rb") as file:
        header = file.read(8)
    size = int.from_bytes(header[4:], "little") + 8
    if header[:4] == b"RIFF" and _SIZE_UNKNOWN > size > recording.stat().st_size + 1:
        raise BadSource(
            f"{recording} has {recording.stat().st_size} of the {size} bytes that its header tells: get it again."
        )
