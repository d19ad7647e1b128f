"""Writes the numbers of assignment.toml into the handouts, between the markers that are there for them.

python -m course.kit.handouts course/a12_layers
"""

import argparse
import re
import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fa")

_HEADER = {"en": ("Question", "What", "Points", "Minutes"), "fa": ("پرسش", "موضوع", "نمره", "دقیقه")}
_TOTAL = {"en": "Total", "fa": "جمع"}
_FACTS = {"en": "{points} points · about {minutes} minutes", "fa": "{points} نمره · حدود {minutes} دقیقه"}
_PERSIAN = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")


def write_number(number: float, language: str) -> str:
    """The number as a reader of that language writes it: 2.5 or ۲٫۵."""
    return f"{number:g}".translate(_PERSIAN) if language == "fa" else f"{number:g}"


def points_table(assignment: dict[str, Any], language: str) -> str:
    """The questions with points and minutes as a Markdown table, the sums in the last row.

    Args:
        assignment: the content of an assignment.toml; a question has id, title, points and perhaps minutes.
        language: "en" or "fa".
    """
    questions = assignment["questions"]
    rows = [
        (f"`{question['id']}`", question["title"][language], *_numbers(question)) for question in questions
    ]
    points, minutes = (sum(numbers) for numbers in zip(*map(_numbers, questions), strict=True))
    rows.append((f"**{_TOTAL[language]}**", "", points, minutes))
    lines = ["| " + " | ".join(_HEADER[language]) + " |", "|---|---|---:|---:|"]
    for name, title, points, minutes in rows:
        lines.append(
            f"| {name} | {title} | {write_number(points, language)} | {write_number(minutes, language)} |"
        )
    return "\n".join(lines)


def fill(text: str, assignment: dict[str, Any], language: str) -> str:
    """The handout with its points table and the line under each question's heading brought up to date.

    Raises:
        ValueError: the handout has no place for one of them.
    """
    text = _replace(text, "points", f"\n{points_table(assignment, language)}\n")
    for question in assignment["questions"]:
        points, minutes = (write_number(number, language) for number in _numbers(question))
        text = _replace(
            text, f"facts:{question['id']}", _FACTS[language].format(points=points, minutes=minutes)
        )
    return text


def fill_folder(folder: Path) -> list[Path]:
    """Bring the handouts of one assignment up to date; returns those that changed."""
    assignment = tomllib.loads((folder / "assignment.toml").read_text(encoding="utf-8"))
    changed = []
    for language in LANGUAGES:
        path = folder / f"handout.{language}.md"
        before = path.read_text(encoding="utf-8")
        after = fill(before, assignment, language)
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed


def _numbers(question: dict[str, Any]) -> tuple[float, float]:
    return question["points"], question.get("minutes", 0)


def _replace(text: str, marker: str, content: str) -> str:
    begin, end = f"<!-- {marker}:begin -->", f"<!-- {marker}:end -->"
    found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(found.findall(text)) != 1:
        raise ValueError(f"The handout must have {begin} and {end} exactly once.")
    return found.sub(lambda _: f"{begin}{content}{end}", text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        for path in fill_folder(folder):
            print(f"updated {path}")
