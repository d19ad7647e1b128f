"""The reference solutions as modules, and a notebook run with them, cell by cell and cut short."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib.pyplot as plt
import pytest
import torch

from tests.test_handouts import Handout


def solution(handout: Handout, question: str) -> ModuleType:
    """The reference of one question."""
    spec = importlib.util.spec_from_file_location(
        f"reference_{handout.name}_{question}", handout.solutions / f"{question}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_notebook(
    handout: Handout, predictions: dict[str, Any], shorten: Callable[[dict[str, Any]], None],
    folder: Path, monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Any]:  # fmt: skip
    """Execute all cells in `folder`, with `shorten` called on the names after the settings; returns the names.

    The predictions stand where a student writes them, in place of each None.
    """
    monkeypatch.chdir(folder)
    for question in handout.questions:  # another assignment may have a module of the same name
        monkeypatch.delitem(sys.modules, question, raising=False)
    monkeypatch.syspath_prepend(str(handout.solutions))
    monkeypatch.setattr(plt, "show", plt.close)
    plt.switch_backend("Agg")
    torch.set_num_threads(1)  # two torch processes on two cores slow each other down many times
    names: dict[str, Any] = {}
    for cell in handout.cells:
        source = cell
        for name, value in predictions.items():
            source = source.replace(f'"{name}": None', f'"{name}": {value!r}')
        exec(source, names)
        if "PROFILE = " in cell:
            shorten(names)
    return names
