"""The ShEMO sample: its recipe, its quirks, and that its emotions cannot be told without listening."""

import hashlib
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter

import numpy as np
import pytest
import soundfile

from course.kit.data import read_rows
from course.kit.errors import MissingResource
from course.kit.paths import PROJECT_ROOT, sample_folder
from course.recipes.shemo import draw_rows, draw_unlabelled, recipe
from course.recipes.shemo.quirks import counts
from course.recipes.shemo.speaking import COUNTS, EMOTIONS, LETTERS, sentences, transcript
from course.recipes.shemo.surface import TEST_SPEAKERS

FOLDER = sample_folder("shemo")
NAME = re.compile(r"[FM]\d\d[AHNSWF]\d\d\.flac")
WORDS = {
    "angry": "anger",
    "sad": "sadness",
    "happy": "happiness",
    "surprised": "surprise",
    "fearful": "fear",
}
needs_espeak = pytest.mark.skipif(
    importlib.util.find_spec("espeakng_loader") is None, reason="espeakng-loader is not installed"
)


@pytest.fixture(scope="module")
def recordings():
    return recipe.plan()


@pytest.fixture(scope="module")
def entries():
    return json.loads((FOLDER / "shemo.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def fresh():
    return draw_rows(seed=5, count=18)


def chosen(recordings):
    """Some of the recordings, and all whose sound has a quirk."""
    odd = {"stereo", "44.1 kHz", "22.05 kHz", "truncated", "silent"}
    return [each for index, each in enumerate(recordings) if index % 60 == 7 or each.quirks & odd]


@needs_espeak
def test_the_recipe_makes_some_of_the_committed_files_bit_for_bit(recordings):
    for path, content in recipe.audio_files(chosen(recordings)).items():
        assert (FOLDER / path).read_bytes() == content, path
    for name, content in recipe.metadata_file(recordings).items():
        assert (FOLDER / name).read_bytes() == content


@needs_espeak
def test_another_process_with_more_threads_says_the_same(recordings):
    code = (
        "from course.recipes.shemo import recipe; import hashlib\n"
        "files = recipe.audio_files(recipe.plan()[100:240:35])\n"
        "print(hashlib.sha256(b''.join(files.values())).hexdigest())"
    )
    environment = os.environ | {"OMP_NUM_THREADS": "3", "OPENBLAS_NUM_THREADS": "3", "PYTHONHASHSEED": "5"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, env=environment, capture_output=True, check=True
    )
    files = [(FOLDER / each.path).read_bytes() for each in recordings[100:240:35]]
    assert done.stdout.decode().strip() == hashlib.sha256(b"".join(files)).hexdigest()


def test_the_folder_holds_what_was_planned(recordings):
    found = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.flac")}
    assert found == {recording.path for recording in recordings}
    assert len(found) == 600
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 22e6
    assert Counter(recording.emotion for recording in recordings) == COUNTS
    assert len({recording.utterance.speaker.name for recording in recordings}) >= 16


def test_the_quirks_of_the_metadata(entries):
    files = {path.name for path in FOLDER.rglob("*.flac")}
    assert len(files - set(entries)) == 6
    assert len(set(entries) - files) == 4
    assert len([name for name in files if not NAME.fullmatch(name)]) == 3
    well_named = {name: entry for name, entry in entries.items() if NAME.fullmatch(name)}
    wrong = [
        name
        for name, entry in well_named.items()
        if WORDS.get(entry["emotion"], entry["emotion"]) != LETTERS[name[3]]
    ]
    assert len(wrong) == 33
    texts = [entry["transcript"] for entry in entries.values()]
    for mark in ("\ufeff", "\u200e", "\u200c"):
        assert 0 < sum(mark in text for text in texts) < 0.5 * len(texts), repr(mark)
    odd = [entry["emotion"] for entry in entries.values() if entry["emotion"] not in EMOTIONS]
    assert set(odd) <= set(WORDS)
    assert 10 < len(odd) < 30


def test_the_quirks_of_the_audio(recordings):
    planted = counts(recordings)
    assert planted["stereo"] == 2
    for recording in recordings:
        path = FOLDER / recording.path
        if "truncated" in recording.quirks:
            with pytest.raises(soundfile.LibsndfileError):
                soundfile.read(path)
            continue
        facts = soundfile.info(path)
        assert facts.channels == (2 if "stereo" in recording.quirks else 1)
        assert facts.subtype == "PCM_16"
        odd = recording.quirks & {"44.1 kHz", "22.05 kHz"}
        assert facts.samplerate == (float(odd.pop().split()[0]) * 1000 if odd else 16_000)
        assert 0.8 < facts.duration < 10.5
        if "silent" in recording.quirks:
            assert not soundfile.read(path)[0].any()


def test_no_number_about_a_file_tells_the_emotion(entries):
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import balanced_accuracy_score

    parts: dict[bool, list] = {True: [], False: []}
    for name, entry in entries.items():
        path = FOLDER / entry["path"]
        if not NAME.fullmatch(name) or not path.exists() or entry["emotion"] not in EMOTIONS:
            continue
        try:
            audio, rate = soundfile.read(path)
        except soundfile.LibsndfileError:
            continue
        numbers = [path.stat().st_size, len(audio) / rate, float(np.sqrt(np.mean(audio**2)))]
        parts[name[:3] in TEST_SPEAKERS].append((numbers, entry["emotion"]))
    train, test = parts[False], parts[True]
    model = RandomForestClassifier(60, min_samples_leaf=4, class_weight="balanced", random_state=0).fit(
        *zip(*train, strict=True)
    )
    guesses = model.predict([numbers for numbers, _ in test])
    score = balanced_accuracy_score([label for _, label in test], guesses)
    # Chance is 1/6, or 0.2 if no test speaker has fear.
    assert score < 0.35


def test_no_sentence_tells_the_emotion(recordings):
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    from sklearn.pipeline import make_pipeline

    texts = [transcript(recording.utterance.text) for recording in recordings]
    model = make_pipeline(CountVectorizer(token_pattern=r"\S+"), LogisticRegression(max_iter=300))
    score = cross_val_score(model, texts, [r.emotion for r in recordings], cv=4).mean()
    # The commonest emotion has 0.385; four standard errors of 600 rows are 0.08.
    assert score < 0.465


@needs_espeak
def test_fresh_rows_are_clean_reproducible_and_new(fresh, recordings):
    again, other = draw_rows(seed=5, count=18), draw_rows(seed=6, count=18)
    for row, same, another in zip(fresh, again, other, strict=True):
        assert np.array_equal(row["audio"], same["audio"])
        assert not np.array_equal(row["audio"], another["audio"])
        assert row["audio"].dtype == np.float32
        assert 0.001 < np.abs(row["audio"]).max() <= 1
        assert row["sampling_rate"] == 16_000
        assert {"speaker", "gender", "transcript"} < set(row)
    assert Counter(row["emotion"] for row in fresh) == dict.fromkeys(EMOTIONS, 3)
    known = {recording.utterance.speaker.name for recording in recordings}
    assert not known & {row["speaker"] for row in fresh}


@needs_espeak
def test_unlabelled_speech_depends_on_its_seed():
    first, second = draw_unlabelled(3, 2), draw_unlabelled(4, 2)
    assert not np.array_equal(first[0], second[0])


@needs_espeak
def test_anger_is_brighter_than_sadness_when_all_else_is_equal():
    def brightness(emotion):
        rows = [row for row in draw_rows(seed=8, count=24) if row["emotion"] == emotion]
        return np.mean([np.mean(np.diff(row["audio"]) ** 2) / np.mean(row["audio"] ** 2) for row in rows])

    assert brightness("anger") > brightness("sadness")


def test_transcripts_are_plain_persian():
    pool = sentences()
    assert len(pool) == len(set(map(transcript, pool))) >= 200
    for text in map(transcript, pool):
        assert unicodedata.is_normalized("NFC", text)
        assert re.fullmatch(r"[آأؤئءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c ،]+\.", text), text


def test_without_espeak_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "espeakng_loader" else real(name)
    )
    with pytest.raises(MissingResource, match="uv pip install espeakng-loader"):
        draw_rows(seed=1, count=1)
    row = read_rows("shemo", "train")[0]
    audio, _ = soundfile.read(io.BytesIO((FOLDER / row["file"]).read_bytes()))
    assert audio.any()
