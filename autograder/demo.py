"""Builds the class of ``tamrin demo``: good answers, known mistakes, unfinished work and some ill will."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from autograder.catalogue import Catalogue
from autograder.errors import UsageError

_HOSTILE = {
    "wants_to_leave": (
        "q1_preprocess",
        b"import os\nos._exit(0)\n",
        "ends the process with success while being imported",
    ),
    "never_ends": (
        "q4_rates",
        b"def parameter_groups(*args, **kwargs):\n    while True:\n        pass\n",
        "loops for ever",
    ),
    "reads_around": (
        "q7_compare",
        b"import pathlib\n\ndef summarise(scores, confidence=0.95):\n"
        b"    return pathlib.Path('/etc/passwd').read_text()\n",
        "reads files that are not its own",
    ),
}
_MARK = ".made-by-tamrin-demo"


def build_class(catalogue: Catalogue, assignment: str, folder: Path) -> dict[str, str]:
    """Writes one submission per student below ``folder`` (made anew each time); name to what is special about it."""
    if folder.exists() and not (folder / _MARK).exists():
        raise UsageError(
            f"{folder} was not made by `tamrin demo`: choose another --out, nothing was touched."
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()
    reference = catalogue.files("solutions", assignment)
    starter = catalogue.files("starter", assignment)
    students = {"ada": "everything right", "empty": "handed in the stubs as they were"}
    answers = {"ada": reference, "empty": starter}
    for question in catalogue.assignment(assignment).questions:
        mistake = next((path for path in catalogue.mistakes(assignment, question.id)), None)
        if mistake is not None:
            name = f"mistaken_{question.id.split('_')[0]}"
            students[name] = f"{question.id}: {mistake.stem.replace('_', ' ')}"
            answers[name] = _with(reference, question.id, mistake.read_bytes())
    half = list(reference)[: len(reference) // 2]
    students["half"] = "did the first half"
    answers["half"] = {name: (reference if name in half else starter)[name] for name in reference}
    for name, (question, source, what) in _HOSTILE.items():
        students[name] = f"{question}: {what}"
        answers[name] = {**starter, f"{question}.py": source}
    for name, files in answers.items():
        _write(folder / name / assignment, files)
    students["broken_zip"] = "a zip that was cut short"
    whole = folder / "broken_zip.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in reference.items():
            archive.writestr(f"{assignment}/{name}", content)
    whole.write_bytes(whole.read_bytes()[:-200])
    return students


def _with(files: dict[str, bytes], question: str, overlay: bytes) -> dict[str, bytes]:
    # What a mistake defines comes later in the module and so takes the place of the reference's.
    return {**files, f"{question}.py": files[f"{question}.py"] + b"\n\n" + overlay}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
