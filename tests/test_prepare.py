"""The preparation of the real data sets: on look-alikes, and on the real files where TAMRIN_REAL_DATA names their folder."""

import hashlib
import io
import json
import os
import pickle
import shutil
import signal
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from course.kit import prepare
from course.kit.data import SPLITS, describe, read_rows
from course.kit.errors import BadSource
from course.kit.prepare import cifar10, farstail, pquad, quran_bible_mizan, releases, shemo, writing
from course.kit.prepare.ravdess import parse_name
from course.kit.prepare.reducing import split, stratified, whole_groups
from tests.lookalikes import CASES, Case, pairs, register, translation, workbook

ROWS = {"train": 40, "validation": 12, "test": 12}


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("TAMRIN_DATA", str(tmp_path / "data"))


def release_as(case: Case, folder: Path, monkeypatch, wanted: dict[str, int] = ROWS) -> Path:
    """The case's look-alike in `folder`, known as the only revision, to be reduced to the `wanted` rows."""
    folder.mkdir(exist_ok=True)
    for module in (farstail, pquad, quran_bible_mizan, cifar10, shemo):
        monkeypatch.setattr(module, "ROWS", wanted)
    monkeypatch.setitem(releases.RELEASES, case.name, (register(case, folder, case.build(folder)),))
    return folder


@pytest.fixture(params=CASES)
def case(request):
    return CASES[request.param]


@pytest.fixture
def source(case, tmp_path, monkeypatch):
    return release_as(case, tmp_path / "source", monkeypatch)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_one_sentence(error: BaseException) -> None:
    text = str(error)
    assert "\n" not in text
    assert text[0] == "/" or text[0].isupper()
    assert text.endswith(".")


def test_prepared_rows_are_read_by_the_loader_and_their_origin_is_told(case, source, tmp_path):
    out = prepare.prepare(case.name, source)
    assert out == tmp_path / "data" / case.name
    for part in SPLITS:
        rows = read_rows(case.name, part, "real")
        assert rows
        assert all(tuple(row) == describe(case.name).columns for row in rows)
        for row in rows:
            assert "file" not in row or Path(row["file"]).is_file()
    assert prepare.summary(out).endswith("rows of its publisher; licence: CC BY-NC-SA 4.0.")
    record = json.loads((out / prepare.PROVENANCE).read_text(encoding="utf-8"))
    assert (record["revision"], record["non_commercial"]) == ("look-alike", True)
    assert record["files"].keys() == releases.RELEASES[case.name][0].files.keys()
    written = contents(out)
    del written[prepare.PROVENANCE]
    assert record["sha256"] == {name: hashlib.sha256(data).hexdigest() for name, data in written.items()}
    for part in SPLITS:
        assert record["splits"][part]["rows"] == len(read_rows(case.name, part, "real"))


def test_the_same_source_gives_the_same_bytes(case, source, tmp_path):
    first = prepare.prepare(case.name, source, tmp_path / "a")
    (first / "train.parquet").write_bytes(b"old")
    (first / "left-over").touch()
    prepare.prepare(case.name, source, first)
    second = prepare.prepare(case.name, source, tmp_path / "b")
    assert contents(first) == contents(second)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    # The last but five: text in most formats, never a part of a header.
    content[-6] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, change_a_byte, Path.unlink])
def test_a_damaged_source_is_refused_and_nothing_is_written(case, source, damage, tmp_path):
    if damage is change_a_byte and not case.checked:
        pytest.skip("the publisher states no checksum of single files")
    damage(source / case.victim)
    with pytest.raises(BadSource) as refusal:
        prepare.prepare(case.name, source)
    assert_one_sentence(refusal.value)
    expected = Path(case.victim).name
    if damage is Path.unlink:
        # Where only the kind of the files is known, a missing one has no name.
        unnamed = {"images.npz": "no CIFAR-10", "03-01-05-01-02-01-02.wav": "47 rows or files, 48 expected"}
        expected = unnamed.get(expected, expected)
    assert expected.lower() in str(refusal.value).lower()
    assert not [path for path in tmp_path.rglob("*.parquet") if "data" in path.parts]


def test_a_wrong_schema_is_refused_even_in_a_known_revision(case, source, monkeypatch):
    victim = source / case.victim
    before = victim.read_bytes()
    victim.write_bytes(case.spoil(before))
    assert victim.read_bytes() != before
    files = {name: file.rows or 0 for name, file in releases.RELEASES[case.name][0].files.items()}
    monkeypatch.setitem(releases.RELEASES, case.name, (register(case, source, files),))
    with pytest.raises(BadSource) as refusal:
        prepare.prepare(case.name, source)
    assert victim.name in str(refusal.value)
    assert_one_sentence(refusal.value)


def test_a_missing_folder_is_refused(case, tmp_path):
    with pytest.raises(BadSource) as refusal:
        prepare.prepare(case.name, tmp_path / "nowhere")
    assert "nowhere" in str(refusal.value)
    assert_one_sentence(refusal.value)


def test_an_unknown_set_is_refused(tmp_path):
    with pytest.raises(BadSource, match="choose one of farstail"):
        prepare.prepare("text", tmp_path)


@pytest.fixture
def prepared(tmp_path, monkeypatch):
    """A prepared set, its source, and what the set holds."""
    source = release_as(CASES["ravdess-reduced"], tmp_path / "source", monkeypatch)
    out = prepare.prepare("shemo", source)
    return source, out, contents(out)


def test_an_interrupted_preparation_leaves_nothing_half_written(prepared, monkeypatch):
    source, out, before = prepared

    def interrupt(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_flush", interrupt)
    for target in (out, out.with_name("new")):
        with pytest.raises(KeyboardInterrupt):
            prepare.prepare("shemo", source, target)
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["shemo"]


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("moment", ["flush", "swap"])
def test_a_killed_preparation_is_cleared_up_by_the_next(moment, tmp_path, monkeypatch):
    source = release_as(CASES["parsinlu"], tmp_path / "source", monkeypatch)
    out = prepare.prepare("parsinlu-entailment", source)
    before = contents(out)
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(60)
            if moment == "flush":
                writing._flush = die
            else:
                rename = Path.rename
                # The old folder is moved away, then the new one would take its place.
                Path.rename = lambda self, to: rename(self, to) if self == out else die()  # type: ignore
            prepare.prepare("parsinlu-entailment", source)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = [path for path in out.parent.iterdir() if path != out]
    assert all(path.name.startswith(".") for path in left)
    assert len(left) == (1 if moment == "flush" else 2)
    if moment == "flush":
        assert contents(out) == before
    # Even a run that fails later brings the old folder back.
    monkeypatch.setattr(writing, "_provenance", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        prepare.prepare("parsinlu-entailment", source)
    assert [*out.parent.iterdir()] == [out]
    assert contents(out) == before


def prepare_case(name: str, tmp_path: Path, monkeypatch, wanted: dict[str, int] = ROWS) -> dict[str, list]:
    case = CASES[name]
    prepare.prepare(case.name, release_as(case, tmp_path / "source", monkeypatch, wanted))
    return {part: read_rows(case.name, part, "real") for part in SPLITS}


@pytest.mark.parametrize(("name", "group", "size"), [("farstail", "premise", 3), ("pquad", "context", 4)])
def test_groups_are_kept_whole(name, group, size, tmp_path, monkeypatch):
    for part, rows in prepare_case(name, tmp_path, monkeypatch).items():
        assert set(Counter(row[group] for row in rows).values()) == {size}
        assert ROWS[part] - size < len(rows) <= ROWS[part]


def test_bad_rows_and_line_breaks_of_parsinlu_stay(tmp_path, monkeypatch):
    splits = prepare_case("parsinlu", tmp_path, monkeypatch)
    assert {part: len(rows) for part, rows in splits.items()} == {"train": 30, "validation": 12, "test": 20}
    labels = Counter(row["label"] for row in splits["train"])
    assert (labels["xx"], labels["-"]) == (1, 1)
    assert "\n" in splits["train"][0]["sent1"]


def test_answers_still_point_into_their_decomposed_contexts(tmp_path, monkeypatch):
    for rows in prepare_case("pquad", tmp_path, monkeypatch).values():
        answered = [row for row in rows if row["answers"]["text"]]
        assert len(answered) == len(rows) * 3 // 4
        for row in answered:
            start = row["answers"]["answer_start"][0]
            assert row["context"][start : start + 5] == row["answers"]["text"][0] == "پایان"
            assert "ا\u0653" in row["context"]


@pytest.mark.parametrize("name", ["cifar10-npz", "cifar10-binary", "cifar10-parquet"])
def test_images_are_those_of_the_source_and_classes_are_even(name, tmp_path, monkeypatch):
    from tests.lookalikes import _images

    splits = prepare_case(name, tmp_path, monkeypatch)
    counts = {part: Counter(row["label"] for row in rows) for part, rows in splits.items()}
    assert set(counts["train"]) == set(range(10))
    assert set(counts["train"].values()) == {4}
    assert all(max(count.values()) - min(count.values()) <= 1 for count in counts.values())
    originals = {image.tobytes() for count in (20, 40, 80) for image in _images(count)[0]}
    for rows in splits.values():
        for row in rows:
            assert np.array(Image.open(io.BytesIO(row["img"]["bytes"]))).tobytes() in originals
    if name != "cifar10-binary":  # whose batches here are the same twenty images
        train, validation = (
            {row["img"]["bytes"] for row in splits[part]} for part in ("train", "validation")
        )
        assert not train & validation


def test_pickled_cifar10_is_refused_unread(tmp_path):
    class Attack:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "ran",))

    (tmp_path / "data_batch_1").write_bytes(pickle.dumps(Attack()))
    with pytest.raises(BadSource, match="binary version") as refusal:
        prepare.prepare("cifar10", tmp_path)
    assert_one_sentence(refusal.value)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", ["ravdess-reduced", "ravdess", "shemo"])
def test_speakers_are_in_one_split_and_recordings_are_16_khz_mono(name, tmp_path, monkeypatch):
    splits = prepare_case(name, tmp_path, monkeypatch)
    speakers = [{(row["gender"], row["speaker"]) for row in rows} for rows in splits.values()]
    assert sum(map(len, speakers)) == len(set.union(*speakers))
    for rows in splits.values():
        assert {row["gender"] for row in rows} == {"female", "male"}
        assert {row["emotion"] for row in rows} <= set(describe("shemo").labels)
    for row in splits["test"]:
        info = soundfile.info(row["file"])
        assert (info.format, info.subtype, info.samplerate, info.channels) == ("FLAC", "PCM_16", 16_000, 1)
        assert info.frames == 800
        assert Path(row["file"]).parent.name == "test"


def test_names_of_ravdess_tell_emotion_actor_and_sentence():
    recording = parse_name(Path("03-01-06-02-01-02-12.wav"))
    assert recording
    assert (recording.emotion, recording.gender, recording.speaker) == ("fearful", "female", "12")
    assert recording.transcript.startswith("Kids")
    for name in ("03-02-06-02-01-02-12", "03-01-09-01-01-01-01", "03-01-01-01-01-01-25", "M05N01"):
        assert parse_name(Path(f"{name}.wav")) is None


def test_an_archive_is_as_good_as_its_folder(tmp_path, monkeypatch):
    folder = release_as(CASES["ravdess"], tmp_path / "source", monkeypatch)
    with zipfile.ZipFile(tmp_path / "speech.zip", "w") as archive:
        for path in folder.rglob("*.wav"):
            archive.write(path, path.relative_to(folder))
    from_folder = prepare.prepare("shemo", folder, tmp_path / "a")
    from_archive = prepare.prepare("shemo", tmp_path / "speech.zip", tmp_path / "b")
    assert contents(from_folder) == contents(from_archive)


def test_oddities_of_shemo_are_counted_and_left(tmp_path, monkeypatch):
    source = release_as(CASES["shemo"], tmp_path / "source", monkeypatch)
    rows = shemo.read_metadata(source / "modified_shemo.json")
    assert len(rows) == 36
    assert (rows[0]["name"], rows[0]["speaker"], rows[0]["gender"]) == ("F01A01", "F01", "female")
    counted = shemo.oddities(rows)
    assert counted["emotion differs from the letter in the name"] == 1
    assert counted["transcript of another recording"] == 1
    assert counted["transcripts with a byte order mark"] == 1
    assert counted["transcripts with a zero-width non-joiner"] == 35


def test_metadata_that_lack_recordings_are_refused(tmp_path, monkeypatch):
    source = release_as(CASES["shemo"], tmp_path / "source", monkeypatch)
    (source / "male" / "M01A01.wav").unlink()
    with pytest.raises(BadSource, match=r"35 rows or files, 36\s+expected"):
        prepare.prepare("shemo", source)
    shutil.rmtree(source / "male")
    shutil.rmtree(source / "female")
    with pytest.raises(BadSource, match="no recordings"):
        prepare.prepare("shemo", source)


def test_one_workbook_is_split_and_three_are_kept(tmp_path):
    rows = pairs()
    (tmp_path / "pairs.xlsx").write_bytes(workbook(rows))
    from_file = prepare.prepare("quran-bible-mizan", tmp_path / "pairs.xlsx", tmp_path / "a")
    (tmp_path / "pairs").mkdir()
    translation(tmp_path / "pairs")
    (tmp_path / "pairs.xlsx").rename(tmp_path / "pairs" / "pairs.xlsx")
    from_folder = prepare.prepare("quran-bible-mizan", tmp_path / "pairs", tmp_path / "b")
    assert contents(from_file) == contents(from_folder)
    (tmp_path / "three").mkdir()
    for part, chosen in zip(SPLITS, (rows[::2], rows[1::4], rows[3::4]), strict=True):
        (tmp_path / "three" / f"{part}.xlsx").write_bytes(workbook(chosen))
    prepare.prepare("quran-bible-mizan", tmp_path / "three")
    assert all(row in rows[1::4] for row in read_rows("quran-bible-mizan", "validation", "real"))


def test_a_workbook_that_is_cut_or_has_other_columns_is_refused(tmp_path):
    path = tmp_path / "pairs.xlsx"
    renamed = [{"english": row["source"], "targets": "", "category": ""} for row in pairs()]
    for content in (workbook(pairs())[:-50], workbook(renamed)):
        path.write_bytes(content)
        with pytest.raises(BadSource, match=r"pairs\.xlsx") as refusal:
            prepare.prepare("quran-bible-mizan", path)
        assert_one_sentence(refusal.value)


def test_repeated_pairs_are_left_in(tmp_path, monkeypatch):
    splits = prepare_case("translation", tmp_path, monkeypatch, dict.fromkeys(SPLITS, 1000))
    assert {part: len(rows) for part, rows in splits.items()} == {"train": 84, "validation": 18, "test": 18}
    everything = [tuple(row.values()) for rows in splits.values() for row in rows]
    assert Counter(everything) == Counter(tuple(row.values()) for row in pairs())


def test_draws_keep_shares_order_and_sizes():
    rows = [(number, "ab"[number % 10 == 0]) for number in range(100)]
    first, second = split(rows, lambda row: row[1], (50, 30), seed=5)
    assert [Counter(row[1] for row in part) for part in (first, second)] == [
        {"a": 45, "b": 5},
        {"a": 27, "b": 3},
    ]
    assert first == sorted(first)
    assert not set(first) & set(second)
    assert stratified(rows, lambda row: row[1], 1000, seed=5) == rows
    assert stratified(rows, lambda row: row[1], 50, seed=6) != first
    groups = whole_groups(rows, lambda row: row[0] // 7, 30, seed=5)
    assert 23 < len(groups) <= 30
    assert all((row in groups) == (rows[row[0] // 7 * 7] in groups) for row in rows)
    with pytest.raises(ValueError):
        split(rows, lambda row: row[1], (90, 20), seed=5)


REAL = Path(os.environ.get("TAMRIN_REAL_DATA", "/nonexistent"))
real = pytest.mark.skipif(not REAL.is_dir(), reason="TAMRIN_REAL_DATA names no folder with the real files")


@real
@pytest.mark.parametrize(
    ("name", "folder", "counts"),
    [
        ("farstail", "farstail", (1498, 450, 448)),
        ("parsinlu-entailment", "parsinlu_entailment", (755, 270, 1675)),
        ("quran-bible-mizan", "translation", (1500, 300, 300)),
        ("pquad", "pquad", (1997, 497, 493)),
        ("cifar10", "cifar10", (1500, 500, 500)),
        ("shemo", "ravdess", (84, 12, 24)),
    ],
)
def test_real_files_are_prepared(name, folder, counts):
    prepare.prepare(name, REAL / folder)
    assert tuple(len(read_rows(name, part, "real")) for part in SPLITS) == counts


@real
@pytest.mark.parametrize(
    ("file", "emotions", "counted"),
    [
        ("shemo.json", (1160, 1042, 362, 203, 201, 32), (0, 0, 16, 244, 1052, 608)),
        ("modified_shemo.json", (1160, 1042, 361, 203, 202, 32), (163, 283, 25, 245, 1053, 608)),
    ],
)
def test_the_real_metadata_of_shemo_are_read(file, emotions, counted):
    rows = shemo.read_metadata(REAL / "shemo_metadata" / file)
    assert Counter(row["gender"] for row in rows) == {"female": 1263, "male": 1737}
    assert len({row["speaker"] for row in rows}) == 87
    assert tuple(count for _, count in Counter(row["emotion"] for row in rows).most_common()) == emotions
    assert tuple(shemo.oddities(rows).values()) == counted
