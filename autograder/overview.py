"""The table of all assignments in README.md, written from the assignments themselves.

python -m autograder.overview
"""

from __future__ import annotations

import re

from autograder.calibrate import training_checks
from autograder.catalogue import REPOSITORY, Catalogue

README = REPOSITORY / "README.md"
_PLACE = re.compile(r"(?<=<!-- assignments:begin -->).*?(?=<!-- assignments:end -->)", re.DOTALL)


def table(catalogue: Catalogue) -> str:
    """One line an assignment: its questions, minutes, and how many of its checks train a model."""
    lines = [
        "| assignment | what it is about | questions | checks that train | minutes |",
        "|---|---|---:|---:|---:|",
    ]
    for each in catalogue.assignments():
        training = len(training_checks(catalogue, each.id))
        lines.append(
            f"| `{each.id}` | {each.title.en} · {each.title.fa} | {len(each.questions)} | {training} | {each.minutes} |"
        )
    return "\n" + "\n".join(lines) + "\n"


def filled(page: str, catalogue: Catalogue) -> str:
    """The page with its table brought up to date."""
    return _PLACE.sub(lambda _: table(catalogue), page)


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8"), Catalogue()), encoding="utf-8")
