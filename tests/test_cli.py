"""The command line: each kind of bad input gets one sentence and its exit code, and nothing is lost."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.catalogue import REPOSITORY, Catalogue
from autograder.commands.checking import local_workers
from autograder.commands.student import locate
from autograder.errors import UsageError
from autograder.grading.runner import Runner, RunSettings, preload

ASSIGNMENT = "a12_layers"


def tamrin(*words, cwd=REPOSITORY):
    command = [sys.executable, "-c", "from autograder.cli import main; main()", *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["start", "a99"], 2, "no assignment 'a99'"),
        (["check", "nowhere"], 2, "not a folder"),
        (["check", ".", "--assignment", "a12", "-q", "q99"], 2, "holds no answers"),
        (["submit", "nowhere"], 2, "not a folder"),
        (["grade", "nowhere", "--out", "graded"], 2, "nowhere"),
        (["grade", ".", "--out", "graded", "--due", "soon"], 2, "ISO 8601"),
        (["grade", ".", "--out", "graded", "--device", "gpu"], 2, "cuda:N"),
        (["grade", ".", "--out", "graded", "--device", "cuda:99"], 3, "finds"),
        (["report", "nowhere"], 2, "no folder"),
        (["export", "nowhere", "--to", "csv"], 2, "nowhere"),
        (["data", "prepare", "squad", "--from", "."], 2, "no data set 'squad'"),
        (["data", "prepare", "farstail", "--from", "."], 3, "Train-word.csv"),
        (["data", "prepare", "farstail"], 2, "--from DIR"),
        (["data", "show", "pquad", "--profile", "real"], 3, "tamrin data prepare pquad"),
        (["zoo", "build", "gpt", "--text", "x", "--out", "y"], 2, "no checkpoint 'gpt'"),
    ],
)
def test_bad_input_gets_one_sentence_and_its_exit_code(tmp_path, words, code, says):
    answer = tamrin(*words, cwd=tmp_path)
    lines = answer.stderr.strip().splitlines()
    assert answer.returncode == code, answer.stderr
    assert len(lines) == 1
    assert lines[0].startswith("tamrin: ")
    assert says in lines[0]
    assert list(tmp_path.iterdir()) == []


def test_start_does_not_overwrite(tmp_path):
    assert tamrin("start", "a12", tmp_path).returncode == 0
    mine = tmp_path / ASSIGNMENT / "q1_preprocess.py"
    mine.write_text("# my work", encoding="utf-8")
    again = tamrin("start", "a12", tmp_path)
    assert (again.returncode, mine.read_text(encoding="utf-8")) == (2, "# my work")
    assert {path.name for path in mine.parent.iterdir()} >= {
        "handout.en.md",
        "handout.fa.md",
        "notebook.ipynb",
    }


def test_two_assignments_in_one_folder_are_told_apart(tmp_path):
    """Both have a q5_train, as have others."""
    catalogue = Catalogue()
    for name in ("a01_entailment", "a02_multilingual"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "q5_train.py").write_text("", encoding="utf-8")
    for name in ("a01_entailment", "a02_multilingual"):
        for folder, said in ((tmp_path, name), (tmp_path, name[:3]), (tmp_path / name, None)):
            place, found = locate(folder, said, catalogue)
            assert (place.name, found.id) == (name, name)
    with pytest.raises(UsageError, match="a01_entailment, a02_multilingual: say which with --assignment"):
        locate(tmp_path, None, catalogue)
    with pytest.raises(UsageError, match="holds no answers"):
        locate(tmp_path, "a10_vision", catalogue)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "q5_train.py").write_text("", encoding="utf-8")
    assert locate(tmp_path, "a10_vision", catalogue)[0].name == "mine"


def test_submit_packs_the_same_bytes_for_the_same_answers(tmp_path):
    tamrin("start", "a12", tmp_path)
    for name in ("one.zip", "two.zip"):
        assert tamrin("submit", tmp_path, "--out", tmp_path / name).returncode == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert f"{ASSIGNMENT}/q1_preprocess.py" in archive.namelist()


def test_check_tells_right_from_wrong(tmp_path):
    folder = tmp_path / ASSIGNMENT
    folder.mkdir()
    right = Catalogue().files("solutions", ASSIGNMENT)["q1_preprocess.py"]
    (folder / "q1_preprocess.py").write_bytes(right)
    good = tamrin("check", folder, "-q", "q1")
    assert good.returncode == 0, good.stdout + good.stderr
    (folder / "q1_preprocess.py").write_bytes(
        right + b"\n\ndef replace_zwnj(text, replacement=' '):\n    return text\n"
    )
    bad = tamrin("check", folder, "-q", "q1", "--lang", "fa")
    assert bad.returncode == 1
    assert "replace_zwnj" in bad.stdout


def test_the_two_languages_list_the_same_questions():
    listed = [tamrin("list", "--lang", lang).stdout for lang in ("en", "fa")]
    for question in Catalogue().assignment(ASSIGNMENT).questions:
        assert all(question.id in text for text in listed)


def test_import_datasets_is_hugging_faces():
    """datasets/ at the root once could have shadowed it."""
    code = "import datasets; print(datasets.__file__); datasets.load_dataset"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert "site-packages" in Path(answer.stdout.strip()).parts


def test_the_repository_has_no_package_called_datasets():
    assert not (REPOSITORY / "datasets" / "__init__.py").exists()


def test_workers_for_a_gpu_are_forks_of_another_process():
    """What has computed, as this process has, cannot be forked for CUDA; q7 computes nothing on the device."""
    catalogue = Catalogue()
    files = catalogue.files("solutions", ASSIGNMENT)
    settings = RunSettings(seed=0, device="cuda")
    with local_workers(catalogue.assignment(ASSIGNMENT), "quick", "cuda") as workers:
        outcome = Runner(catalogue, settings, workers).run(ASSIGNMENT, "q7_compare", "you", files)
    assert outcome.status == "passed"


def test_the_grader_itself_sees_no_gpu(monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    preload()
    assert os.environ["CUDA_VISIBLE_DEVICES"] == ""
