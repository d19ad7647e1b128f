"""The worked example of CONTRIBUTING.md: its files, just as they stand there, keep every promise."""

import re
from pathlib import Path

import pytest

from autograder.catalogue import Catalogue
from autograder.release import release
from autograder.verify import verify_question

PAGE = (Path(__file__).resolve().parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(\S+)`\n\n```(?:toml|python)\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL))


@pytest.fixture
def example(tmp_path):
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    catalogue = Catalogue(tmp_path)
    assert release(catalogue, "a99_example") == [tmp_path / "starter" / "a99_example" / "q1_pool.py"]
    return catalogue


def test_the_worked_example_keeps_every_promise(example, pool):
    from autograder.grading.runner import Runner, RunSettings

    evidence = verify_question(
        Runner(example, RunSettings(seed=3), pool.connection(0)), "a99_example", "q1_pool"
    )
    assert evidence.problems == []
    assert len(evidence.matrix) == 4
    assert len(evidence.checks) == 2


def test_the_example_is_checked_for_real(example, pool):
    from autograder.grading.runner import Runner, RunSettings

    survivor = example.mistakes("a99_example", "q1_pool")[0]
    survivor.write_text('"""\nen: none\nfa: هیچ\ncheck: test_the_dtype_is_kept\n"""\n', encoding="utf-8")
    runner = Runner(example, RunSettings(seed=3), pool.connection(0))
    assert any(
        survivor.stem in problem for problem in verify_question(runner, "a99_example", "q1_pool").problems
    )


def test_every_file_of_the_example_is_shown():
    folders = {name.split("/")[0] + "/" + name.split("/")[1] for name in FILES}
    assert folders == {
        "course/a99_example",
        "solutions/a99_example",
        "autograder/mistakes",
        "autograder/checks",
        "autograder/variants",
    }
