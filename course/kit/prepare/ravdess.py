"""RAVDESS, acted English speech: stands in for ShEMO, whose recordings cannot be downloaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from course.kit.errors import BadSource
from course.kit.prepare.reading import checksum, find, parse_table, read_bytes
from course.kit.prepare.releases import SourceFile

EMOTIONS = ("neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised")
STATEMENTS = ("Kids are talking by the door", "Dogs are sitting by the door")
# modality, channel, emotion, intensity, statement, repetition, actor
_NAME = re.compile(r"03-01-(0[1-8])-(0[12])-(0[12])-(0[12])-(0[1-9]|1\d|2[0-4])")


@dataclass(frozen=True)
class Recording:
    """One utterance; the emotion is in the words of its source."""

    path: Path
    emotion: str
    gender: str
    speaker: str
    transcript: str


def parse_name(path: Path) -> Recording | None:
    """What a name such as `03-01-05-01-02-01-12.wav` says; None where it is not such a name."""
    name = _NAME.fullmatch(path.stem)
    if not name:
        return None
    emotion, _, statement, _, actor = name.groups()
    return Recording(
        path=path,
        emotion=EMOTIONS[int(emotion) - 1],
        gender="male" if int(actor) % 2 else "female",
        speaker=actor,
        transcript=STATEMENTS[int(statement) - 1],
    )


def read_reduced(source: Path) -> tuple[list[Recording], dict[str, SourceFile]]:
    """The recordings of a folder with `metadata.csv` and `audio/*.flac`, each compared with its checksum in the table.

    Raises:
        BadSource: a file is missing, truncated or changed, or the table contradicts a file's name.
    """
    table = find(source, "metadata.csv", ("metadata.csv", "audio"))
    content = read_bytes(table)
    recordings = []
    for line in parse_table(content, table, ("file", "emotion", "sha256")):
        recording = parse_name(source / line["file"])
        if not recording or recording.emotion != line["emotion"]:
            raise BadSource(f"{table}: {line['file']} is not a recording of {line['emotion']}: get it again.")
        if checksum(read_bytes(recording.path)) != line["sha256"]:
            raise BadSource(f"{recording.path} is not the file that metadata.csv describes: get it again.")
        recordings.append(recording)
    return recordings, {"metadata.csv": SourceFile(checksum(content), len(recordings))}


def read_original(source: Path) -> tuple[list[Recording], dict[str, SourceFile]]:
    """The original wav files anywhere below `source` (the archive has a folder for each actor), ordered by name.

    Raises:
        BadSource: two files have one name.
    """
    recordings: dict[str, Recording] = {}
    checksums = []
    for path in sorted(source.rglob("*.wav"), key=lambda path: path.name):
        recording = parse_name(path)
        if not recording:
            continue
        if path.stem in recordings:
            raise BadSource(f"{path} has the same name as {recordings[path.stem].path}: keep one of them.")
        recordings[path.stem] = recording
        checksums.append(f"{checksum(read_bytes(path))}  {path.name}\n")
    found = SourceFile(checksum("".join(checksums).encode()), len(recordings))
    return [*recordings.values()], {"03-01-*.wav": found}
