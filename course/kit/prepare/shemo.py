"""ShEMO, Persian emotional speech, from its recordings and metadata, or RAVDESS in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from course.kit.errors import BadSource
from course.kit.prepare import ravdess
from course.kit.prepare.ravdess import Recording
from course.kit.prepare.reading import checksum, parse_json, read_bytes
from course.kit.prepare.reducing import stratified
from course.kit.prepare.releases import SourceFile, match
from course.kit.prepare.writing import Prepared
from course.kit.readers import Row

METADATA = ("modified_shemo.json", "shemo.json")  # the first was corrected by its authors and is preferred
# The emotion words of modified_shemo.json, and those of shemo.json and RAVDESS for the same six emotions.
LABELS = {
    "neutral": "neutral",
    "anger": "anger",
    "sadness": "sadness",
    "happiness": "happiness",
    "surprise": "surprise",
    "fear": "fear",
    "angry": "anger",
    "sad": "sadness",
    "happy": "happiness",
    "surprised": "surprise",
    "fearful": "fear",
}
EMOTION_LETTERS = {
    "A": "anger",
    "F": "fear",
    "H": "happiness",
    "N": "neutral",
    "S": "sadness",
    "W": "surprise",
}
ROWS = {"train": 600, "validation": 100, "test": 200}
SPEAKERS = {"validation": 0.1, "test": 0.2}  # shares of the speakers of each gender
SEED = 1404
# Gender, speaker, emotion, utterance. F is a woman as the first letter and fear as the fourth.
_NAME = re.compile(r"([FM])(\d\d)([AFHNSW])(\d\d)")
_GENDERS = {"F": "female", "M": "male"}


def read(source: Path) -> Prepared:
    """The set in `source`, with speakers of their own in each split, reduced to at most 600, 100 and 200 recordings.

    `source` holds `male/*.wav` and `female/*.wav` with a metadata file (ShEMO), or `metadata.csv` and `audio/*.flac`
    (RAVDESS, reduced), or the wav files of RAVDESS in any folders. Of RAVDESS the six emotions of ShEMO are taken,
    under ShEMO's words.

    Raises:
        BadSource: a file is missing, truncated or changed, or nothing of this is there.
    """
    counted: dict[str, int] = {}
    if any((source / name).exists() for name in METADATA):
        recordings, found, counted = _read_shemo(source)
    elif (source / "metadata.csv").exists():
        recordings, found = ravdess.read_reduced(source)
    else:
        recordings, found = ravdess.read_original(source)
        if not recordings:
            raise BadSource(
                f"{source} holds no speech set: give a folder with {' or '.join(METADATA)} and the folders male and "
                "female, with metadata.csv and audio, or with the wav files of RAVDESS."
            )
    release = match("shemo", source, found)
    known = [recording for recording in recordings if recording.emotion in LABELS]
    splits = {
        split: stratified(part, lambda recording: recording.emotion, ROWS[split], SEED)
        for split, part in split_by_speaker(known).items()
    }
    return Prepared(
        name="shemo",
        release=release,
        files=found,
        splits={split: [_row(split, recording) for recording in part] for split, part in splits.items()},
        reduction=(
            "Of ShEMO's six emotions; speakers are drawn for each split within each gender, recordings within each "
            "emotion, in the order of the source."
        ),
        seed=SEED,
        label="emotion",
        audio={
            f"{split}/{recording.path.stem}.flac": recording.path
            for split, part in splits.items()
            for recording in part
        },
        oddities=counted | {"recordings of other emotions": len(recordings) - len(known)},
    )


def read_metadata(path: Path) -> list[Row]:
    """The rows of `shemo.json` or `modified_shemo.json`: name, emotion, gender, speaker, transcript, text_name.

    `name` is that of a recording in the modified file and that of a transcript in the original one, where 162 of
    3000 are not names of recordings. Emotions are in the file's own words, texts as stored.

    Raises:
        BadSource: the file is missing or truncated, or an entry is not one of ShEMO.
    """
    return _metadata(read_bytes(path), path)


def oddities(rows: Sequence[Row]) -> dict[str, int]:
    """What is odd in the rows of `read_metadata`, counted."""
    transcripts = Counter(row["transcript"] for row in rows)
    return {
        "emotion differs from the letter in the name": sum(
            LABELS[row["emotion"]] != EMOTION_LETTERS[row["name"][3]] for row in rows
        ),
        "transcript of another recording": sum(row["name"] != row["text_name"] for row in rows),
        "repeated transcripts": sum(count - 1 for count in transcripts.values()),
        "transcripts with a byte order mark": sum("\ufeff" in row["transcript"] for row in rows),
        "transcripts with a left-to-right mark": sum("\u200e" in row["transcript"] for row in rows),
        "transcripts with a zero-width non-joiner": sum("\u200c" in row["transcript"] for row in rows),
    }


def split_by_speaker(recordings: Sequence[Recording]) -> dict[str, list[Recording]]:
    """Train, validation and test recordings with no speaker in two of them and both genders in each."""
    speakers: Mapping[str, list[str]] = {"female": [], "male": []}
    for gender, speaker in sorted({(recording.gender, recording.speaker) for recording in recordings}):
        speakers[gender].append(speaker)
    places: dict[tuple[str, str], str] = {}
    for gender, everyone in speakers.items():
        rest = everyone
        for split, share in SPEAKERS.items():
            drawn = stratified(rest, lambda _: 0, max(1, round(share * len(everyone))), SEED)
            places |= {(gender, speaker): split for speaker in drawn}
            rest = [speaker for speaker in rest if speaker not in drawn]
    splits: dict[str, list[Recording]] = {"train": [], "validation": [], "test": []}
    for recording in recordings:
        splits[places.get((recording.gender, recording.speaker), "train")].append(recording)
    return splits


def _row(split: str, recording: Recording) -> Row:
    return {
        "file": f"audio/{split}/{recording.path.stem}.flac",
        "emotion": LABELS[recording.emotion],
        "gender": recording.gender,
        "speaker": recording.speaker,
        "transcript": recording.transcript,
    }


def _metadata(content: bytes, path: Path) -> list[Row]:
    entries = parse_json(content, path)
    if not isinstance(entries, dict):
        raise BadSource(f"{path} is not ShEMO's metadata: it has to be one object keyed by name.")
    rows = []
    for key, entry in entries.items():
        name = key.removesuffix(".wav")
        parts = _NAME.fullmatch(name)
        try:
            row = {column: entry[column] for column in ("emotion", "gender", "transcript")}
            other = entry.get("text_name", name)
        except (KeyError, TypeError, AttributeError) as error:
            raise BadSource(
                f"{path}: the entry {key!r} lacks emotion, gender or transcript: get it again."
            ) from error
        if not parts or row["gender"] != _GENDERS[parts[1]] or row["emotion"] not in LABELS:
            raise BadSource(
                f"{path}: {key!r} cannot be a {row['gender']} recording of {row['emotion']}: get the file again."
            )
        rows.append({"name": name, **row, "speaker": name[:3], "text_name": other})
    return rows


def _read_shemo(source: Path) -> tuple[list[Recording], dict[str, SourceFile], dict[str, int]]:
    name = next(name for name in METADATA if (source / name).exists())
    content = read_bytes(source / name)
    metadata = _metadata(content, source / name)
    wavs = {
        path.stem: path for folder in ("female", "male") for path in sorted((source / folder).glob("*.wav"))
    }
    if not wavs:
        raise BadSource(f"{source} has {name} but no recordings: unpack male.zip and female.zip beside it.")
    recordings = [
        Recording(wavs[row["name"]], row["emotion"], row["gender"], row["speaker"], row["transcript"])
        for row in metadata
        if row["name"] in wavs
    ]
    listing = "".join(f"{checksum(read_bytes(path))}  {path.name}\n" for path in wavs.values())
    found = {
        name: SourceFile(checksum(content), len(metadata)),
        "*.wav": SourceFile(checksum(listing.encode()), len(wavs)),
    }
    counted = oddities(metadata) | {
        "recordings without metadata": len(wavs) - len(recordings),
        "metadata without a recording": len(metadata) - len(recordings),
    }
    return recordings, found, counted
