"""The handouts, figures and notebook of every assignment: both languages say the same, and nothing drifts."""

import ast
import importlib
import json
import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import numpy as np
import pytest
from matplotlib.image import imread

from course.kit import drawing, handouts

ROOT = Path(__file__).resolve().parents[1]

ASCII_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫٬", "0123456789.,")
LETTER = "[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئ]"
PERSIAN_FAULTS = {
    "an Arabic letter or digit": re.compile("[يكىة٠-٩]"),
    "a Latin punctuation mark after a Persian letter": re.compile(f"{LETTER}[,;?]"),
    "a Latin digit": re.compile(r"(?<![A-Za-z0-9_+])(?<![A-Za-z]-)[0-9]+(?![A-Za-z0-9_])"),
    "a blank where می needs a ZWNJ": re.compile(f"(?<!{LETTER})ن?می {LETTER}"),
    "a blank where ها needs a ZWNJ": re.compile(f"{LETTER} های?(?!{LETTER})"),
    "a blank before a punctuation mark": re.compile("[^|] [،؛؟.:](?![A-Za-z0-9_])"),
    "a ZWNJ beside a blank or another ZWNJ": re.compile("\u200c[\\s\u200c]|\\s\u200c"),
}


def sections(text: str) -> dict[str, str]:
    """The parts of a handout by their second-level headings."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def code_blocks(text: str) -> list[str]:
    return re.findall(r"^```.*?^```$", text, flags=re.MULTILINE | re.DOTALL)


def prose(text: str) -> str:
    """What a reader of Persian reads: no left-to-right part, comment, link target, tag; code as a word."""
    for noise in (r'<div dir="ltr">.*?</div>', r"```.*?```", r"<!--.*?-->", r"\]\([^)]*\)", r"<[^>]*>"):
        text = re.sub(noise, "", text, flags=re.DOTALL)
    return re.sub(r"`[^`\n]*`", "code", text)


def persian_faults(text: str) -> list[str]:
    """Every typographic fault of the text, with its place."""
    found = []
    for name, pattern in PERSIAN_FAULTS.items():
        for match in pattern.finditer(prose(text)):
            around = match.string[max(0, match.start() - 25) : match.end() + 25].replace("\n", " ")
            found.append(f"{name}: …{around}…")
    return found


def table_numbers(text: str) -> list[list[str]]:
    """The numbers in each row of each table, in ASCII digits."""
    rows = [line.translate(ASCII_DIGITS) for line in text.splitlines() if line.startswith("|")]
    return [re.findall(r"(?<![\w.])\d[\d.,]*(?!\w)", re.sub("`[^`]*`", "", row)) for row in rows]


class Handout:
    """The texts of one assignment."""

    def __init__(self, assignment: str) -> None:
        self.name = assignment
        self.folder = ROOT / "course" / assignment
        self.solutions = ROOT / "solutions" / assignment
        self.notebook = self.folder / "notebook.py"
        self.assignment = tomllib.loads((self.folder / "assignment.toml").read_text(encoding="utf-8"))
        self.questions = [question["id"] for question in self.assignment["questions"]]

    @cached_property
    def texts(self) -> dict[str, str]:
        return {
            language: (self.folder / f"handout.{language}.md").read_text(encoding="utf-8")
            for language in ("en", "fa")
        }

    @cached_property
    def cells(self) -> list[str]:
        notebook = jupytext.read(self.notebook)
        nbformat.validate(notebook)
        return [cell.source for cell in notebook.cells if cell.cell_type == "code"]

    def stub(self, question: str) -> ast.Module:
        return ast.parse((self.solutions / f"{question}.py").read_text(encoding="utf-8"))

    def public(self, question: str) -> list[str]:
        """The functions and classes that a student completes."""
        found = [
            node.name for node in self.stub(question).body if isinstance(node, ast.FunctionDef | ast.ClassDef)
        ]
        return [name for name in found if not name.startswith("_")]

    def constants(self, question: str) -> set[str]:
        return {
            target.id
            for node in self.stub(question).body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }


HANDOUTS = [Handout(path.parent.name) for path in sorted(ROOT.glob("course/*/assignment.toml"))]
QUESTIONS = [(handout, question) for handout in HANDOUTS for question in handout.questions]
each_handout = pytest.mark.parametrize("handout", HANDOUTS, ids=lambda handout: handout.name)
each_question = pytest.mark.parametrize(
    ("handout", "question"), QUESTIONS, ids=lambda value: getattr(value, "name", value)
)


@pytest.mark.parametrize("language", ["en", "fa"])
@each_handout
def test_there_is_a_section_for_each_question_in_order(handout: Handout, language: str):
    assert [
        title for title in sections(handout.texts[language]) if re.match(r"q\d_", title)
    ] == handout.questions


@each_handout
def test_both_languages_use_the_same_ids(handout: Handout):
    ids = {language: set(re.findall(r"\b[qwp]\d_\w+", text)) for language, text in handout.texts.items()}
    assert ids["en"] == ids["fa"]
    assert len([name for name in ids["en"] if name.startswith("w")]) >= 5


@each_handout
def test_both_languages_have_the_same_code_and_commands(handout: Handout):
    assert code_blocks(handout.texts["en"]) == code_blocks(handout.texts["fa"])


@each_handout
def test_both_languages_have_the_same_sections_figures_and_references(handout: Handout):
    english, persian = (sections(handout.texts[language]) for language in ("en", "fa"))
    assert len(english) == len(persian)
    figures = {language: re.findall(r"\]\((figures/\S+)\)", text) for language, text in handout.texts.items()}
    assert figures["en"] == figures["fa"]
    references = [re.findall(r"^\d+\. .+$", part["References" if part is english else "منابع"], re.MULTILINE)
                  for part in (english, persian)]  # fmt: skip
    assert references[0] == references[1]
    assert len(references[0]) >= 3


@each_handout
def test_both_languages_have_the_same_numbers_in_their_tables(handout: Handout):
    assert table_numbers(handout.texts["en"].replace("–", " ")) == table_numbers(
        handout.texts["fa"].replace("تا", " ")
    )


@pytest.mark.parametrize("language", ["en", "fa"])
@each_question
def test_a_section_names_each_function_and_the_exact_command(handout: Handout, question: str, language: str):
    section = sections(handout.texts[language])[question]
    signatures, explanation = (
        "".join(code_blocks(section)),
        re.sub(r"```.*?```", "", section, flags=re.DOTALL),
    )
    for function in handout.public(question):
        assert f"{function}(" in signatures
        assert f"`{function}`" in explanation
    assert f"tamrin check mywork --question {question}\n" in signatures
    assert f"{question}.py" in explanation


def _parameters(function: ast.FunctionDef) -> list[Any]:
    arguments = function.args
    names = [each.arg for each in (*arguments.args, *arguments.kwonlyargs)]
    defaults = [default and ast.unparse(default) for default in (*arguments.defaults, *arguments.kw_defaults)]
    return [names, defaults]


@each_question
def test_the_signatures_shown_have_the_parameters_of_the_stubs(handout: Handout, question: str):
    shown = dict(
        re.findall(
            r"^(\w+)\((.*?)\) ->", "\n".join(code_blocks(sections(handout.texts["en"])[question])), re.M
        )
    )
    tree = handout.stub(question)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in shown:
            stub = ast.parse(f"def stub({shown[node.name]}): ...").body[0]
            assert isinstance(stub, ast.FunctionDef)
            assert _parameters(stub) == _parameters(node)


@each_handout
def test_the_persian_handout_is_typeset_properly(handout: Handout):
    assert persian_faults(handout.texts["fa"]) == []


@each_handout
def test_the_persian_titles_and_notebook_cells_are_typeset_properly(handout: Handout):
    titles = [
        handout.assignment["title"]["fa"],
        *(question["title"]["fa"] for question in handout.assignment["questions"]),
    ]
    cells = re.findall(
        r'<div dir="rtl">(.*?)</div>', handout.notebook.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert len(cells) >= 8
    assert [fault for text in [*titles, *cells] for fault in persian_faults(text.replace("\n#", "\n"))] == []


@pytest.mark.parametrize(
    "faulty",
    ["كتاب", "علي", "خوب, بد", "چرا?", "با ۳ لایه و 4 سر", "می شود", "نمی شود", "کتاب ها", "لایه های بالا",
     "تمام شد .", "می\u200c شود", "عدد ٣"],
)  # fmt: skip
def test_the_lint_finds_each_kind_of_fault(faulty: str):
    assert len(persian_faults(f"این جمله درست است؛ {faulty}")) == 1


@pytest.mark.parametrize(
    "correct",
    [
        "می‌شود و نمی‌شود",
        "لایه‌ها، چرا؟",
        "کدِ `a, b; 3 ?` را ببینید.",
        "F1 و U+200C و q3_freeze و CIFAR-10",
        "تنهایی قدیمی بود",
    ],
)
def test_the_lint_leaves_correct_text_alone(correct: str):
    assert persian_faults(correct) == []


@pytest.mark.parametrize("language", ["en", "fa"])
@each_handout
def test_points_and_minutes_are_those_of_the_assignment(handout: Handout, language: str):
    assert handouts.fill(handout.texts[language], handout.assignment, language) == handout.texts[language], (
        f"run: python -m course.kit.handouts course/{handout.name}"
    )
    assert sum(question["points"] for question in handout.assignment["questions"]) == 100


def test_changed_points_change_the_handout():
    handout = Handout("a12_layers")
    changed = json.loads(json.dumps(handout.assignment))
    changed["questions"][0]["points"] = 7.5
    assert "۷٫۵ نمره" in handouts.fill(handout.texts["fa"], changed, "fa")
    assert "| 7.5 |" in handouts.points_table(changed, "en")


def test_a_handout_without_a_marker_is_refused():
    handout = Handout("a12_layers")
    with pytest.raises(ValueError, match="points:begin"):
        handouts.fill(handout.texts["en"].replace("<!-- points:begin -->", ""), handout.assignment, "en")


@each_handout
def test_the_figures_are_the_drawn_ones(handout: Handout, tmp_path: Path):
    draw = importlib.import_module(f"course.{handout.name}.figures.draw")
    shown = {Path(name).stem for name in re.findall(r"\]\((figures/\S+)\)", handout.texts["en"])}
    assert shown == set(draw.FIGURES)
    for path in drawing.save(draw.FIGURES, tmp_path):
        committed = handout.folder / "figures" / path.name
        if path.suffix == ".svg":
            # the outlines of letters may differ between versions of the font library, the words may not
            words = [
                re.findall("<!-- (.*?) -->", file.read_text(encoding="utf-8")) for file in (path, committed)
            ]
            assert words[0] == words[1]
            assert words[0]
        else:
            drawn, kept = imread(path), imread(committed)
            assert drawn.shape == kept.shape
            assert np.abs(drawn - kept).mean() < 0.01


@each_handout
def test_the_notebook_converts_and_its_cells_parse(handout: Handout):
    cells = handout.cells
    assert len(cells) >= 12
    for cell in cells:
        ast.parse(cell)
    written = jupytext.writes(jupytext.read(handout.notebook), fmt="ipynb")
    assert json.loads(written)["nbformat"] == 4


@each_handout
def test_the_notebook_uses_every_question_and_asks_every_written_one(handout: Handout):
    source = handout.notebook.read_text(encoding="utf-8")
    imports = {
        node.module: [alias.name for alias in node.names]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }
    for question in handout.questions:
        assert set(imports[question]) <= {*handout.public(question), *handout.constants(question)}
    for written in sorted(set(re.findall(r"\b[wp]\d_\w+", handout.texts["en"]))):
        assert written in source
