"""The handouts, figures and notebook of the assignments: both languages say the same, and nothing drifts."""

import ast
import importlib.util
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import jupytext
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
import torch
from matplotlib.image import imread
from transformers import BertConfig, BertForSequenceClassification

from course.a12_layers.figures import draw
from course.kit import drawing, handouts
from course.kit.seeding import generator

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "course" / "a12_layers"
SOLUTIONS = ROOT / "solutions" / "a12_layers"
ASSIGNMENT = tomllib.loads((FOLDER / "assignment.toml").read_text(encoding="utf-8"))
QUESTIONS = [question["id"] for question in ASSIGNMENT["questions"]]
TEXTS = {
    language: (FOLDER / f"handout.{language}.md").read_text(encoding="utf-8") for language in ("en", "fa")
}
NOTEBOOK = FOLDER / "notebook.py"

ASCII_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫٬", "0123456789.,")
LETTER = "[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئ]"
PERSIAN_FAULTS = {
    "an Arabic letter or digit": re.compile("[يكىة٠-٩]"),
    "a Latin punctuation mark after a Persian letter": re.compile(f"{LETTER}[,;?]"),
    "a Latin digit": re.compile(r"(?<![A-Za-z0-9_+])[0-9]+(?![A-Za-z0-9_])"),
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


def public_functions(question: str) -> list[str]:
    tree = ast.parse((SOLUTIONS / f"{question}.py").read_text(encoding="utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [name for name in functions if not name.startswith("_")]


def solution(question: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"reference_{question}", SOLUTIONS / f"{question}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "fa"])
def test_there_is_a_section_for_each_question_in_order(language: str):
    assert [title for title in sections(TEXTS[language]) if re.match(r"q\d_", title)] == QUESTIONS


def test_both_languages_use_the_same_ids():
    ids = {language: set(re.findall(r"\b[qwp]\d_\w+", text)) for language, text in TEXTS.items()}
    assert ids["en"] == ids["fa"]
    assert len([name for name in ids["en"] if name.startswith("w")]) >= 5


def test_both_languages_have_the_same_code_and_commands():
    assert code_blocks(TEXTS["en"]) == code_blocks(TEXTS["fa"])


def test_both_languages_have_the_same_sections_figures_and_references():
    english, persian = (sections(TEXTS[language]) for language in ("en", "fa"))
    assert len(english) == len(persian)
    figures = {language: re.findall(r"\]\((figures/\S+)\)", text) for language, text in TEXTS.items()}
    assert figures["en"] == figures["fa"]
    references = [re.findall(r"^\d+\. .+$", part["References" if part is english else "منابع"], re.MULTILINE)
                  for part in (english, persian)]  # fmt: skip
    assert references[0] == references[1]
    assert len(references[0]) == 7


def test_both_languages_have_the_same_numbers_in_their_tables():
    assert table_numbers(TEXTS["en"].replace("–", " ")) == table_numbers(TEXTS["fa"].replace("تا", " "))


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_section_names_each_function_and_the_exact_command(question: str, language: str):
    section = sections(TEXTS[language])[question]
    signatures, explanation = (
        "".join(code_blocks(section)),
        re.sub(r"```.*?```", "", section, flags=re.DOTALL),
    )
    for function in public_functions(question):
        assert f"{function}(" in signatures
        assert f"`{function}`" in explanation
    assert f"tamrin check mywork --question {question}\n" in signatures
    assert f"{question}.py" in explanation


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_signatures_shown_have_the_parameters_of_the_stubs(question: str):
    shown = dict(
        re.findall(r"^(\w+)\((.*?)\) ->", "\n".join(code_blocks(sections(TEXTS["en"])[question])), re.M)
    )
    tree = ast.parse((SOLUTIONS / f"{question}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name in shown:
            stub = ast.parse(f"def stub({shown[node.name]}): ...").body[0]
            assert isinstance(stub, ast.FunctionDef)
            assert [argument.arg for argument in stub.args.args] == [
                argument.arg for argument in node.args.args
            ]
            assert list(map(ast.unparse, stub.args.defaults)) == list(map(ast.unparse, node.args.defaults))


def test_the_persian_handout_is_typeset_properly():
    assert persian_faults(TEXTS["fa"]) == []


def test_the_persian_titles_and_notebook_cells_are_typeset_properly():
    titles = [ASSIGNMENT["title"]["fa"], *(question["title"]["fa"] for question in ASSIGNMENT["questions"])]
    cells = re.findall(r'<div dir="rtl">(.*?)</div>', NOTEBOOK.read_text(encoding="utf-8"), flags=re.DOTALL)
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
        "F1 و U+200C و q3_freeze",
        "تنهایی قدیمی بود",
    ],
)
def test_the_lint_leaves_correct_text_alone(correct: str):
    assert persian_faults(correct) == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_points_and_minutes_are_those_of_the_assignment(language: str):
    assert handouts.fill(TEXTS[language], ASSIGNMENT, language) == TEXTS[language], (
        "run: python -m course.kit.handouts course/a12_layers"
    )
    assert sum(question["points"] for question in ASSIGNMENT["questions"]) == 100


def test_changed_points_change_the_handout():
    changed = json.loads(json.dumps(ASSIGNMENT))
    changed["questions"][0]["points"] = 7.5
    assert "۷٫۵ نمره" in handouts.fill(TEXTS["fa"], changed, "fa")
    assert "| 7.5 |" in handouts.points_table(changed, "en")


def test_a_handout_without_a_marker_is_refused():
    with pytest.raises(ValueError, match="points:begin"):
        handouts.fill(TEXTS["en"].replace("<!-- points:begin -->", ""), ASSIGNMENT, "en")


def test_the_figures_are_the_drawn_ones(tmp_path: Path):
    shown = {Path(name).stem for name in re.findall(r"\]\((figures/\S+)\)", TEXTS["en"])}
    assert shown == set(draw.FIGURES)
    for path in drawing.save(draw.FIGURES, tmp_path):
        committed = FOLDER / "figures" / path.name
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


def test_the_sizes_in_the_figures_are_those_of_the_treated_models():
    config = BertConfig.from_dict(
        {
            "vocab_size": 50,
            "num_labels": 3,
            "hidden_size": 16,
            "num_attention_heads": 4,
            "intermediate_size": 64,
        }
    )
    freeze, prune = solution("q3_freeze"), solution("q6_prune")
    heads = prune.choose_heads(12, 4, 0.5, generator(0))
    treat: dict[str, Callable[[Any], Any]] = {
        "all": lambda model: model,
        "first_9_frozen": lambda model: freeze.freeze_first_layers(model, 9) or model,
        "all_but_last_frozen": lambda model: freeze.freeze_all_but_last_layer(model) or model,
        "first_9_kept": lambda model: solution("q5_truncate").truncate(model, 9),
        "half_heads_pruned": lambda model: prune.prune_heads(model, heads) or model,
    }
    counted = {
        name: tuple(freeze.count_parameters(change(BertForSequenceClassification(config))).values())
        for name, change in treat.items()
    }
    assert counted == draw.treatment_sizes(config)


def test_the_quoted_sizes_of_parsbert_are_right():
    parts, sizes = draw.part_sizes(draw.parsbert()), draw.treatment_sizes(draw.parsbert())
    total = sizes["all"][1]
    assert (round(total / 1e6), round(100 * parts["embeddings"] / total)) == (163, 47)
    assert round((total - sizes["half_heads_pruned"][1]) / 1e6, 1) == 14.2
    trained = sizes["first_9_frozen"][0]
    assert (round(16 * total / 1e9, 1), round((12 * trained + 4 * total) / 1e9, 1)) == (2.6, 0.9)


def notebook_cells() -> list[str]:
    notebook = jupytext.read(NOTEBOOK)
    nbformat.validate(notebook)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebook_converts_and_its_cells_parse():
    cells = notebook_cells()
    assert len(cells) >= 12
    for cell in cells:
        ast.parse(cell)
    written = jupytext.writes(jupytext.read(NOTEBOOK), fmt="ipynb")
    assert json.loads(written)["nbformat"] == 4


def test_the_notebook_uses_every_question_and_asks_every_written_one():
    source = NOTEBOOK.read_text(encoding="utf-8")
    imports = {
        node.module: [alias.name for alias in node.names]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }
    for question in QUESTIONS:
        assert set(imports[question]) <= {*public_functions(question), "TREATMENTS"}
    for written in sorted(set(re.findall(r"\b[wp]\d_\w+", TEXTS["en"]))):
        assert written in source


def test_predictions_are_committed_once(tmp_path: Path):
    cell = next(cell for cell in notebook_cells() if "def commit" in cell)
    names = {"json": json, "Path": Path, "TREATMENTS": solution("q7_compare").TREATMENTS}
    exec(cell.split("predictions = commit")[0], names)
    commit: Any = names["commit"]
    path, first = tmp_path / "predictions.json", dict.fromkeys(("p2_gap", "p3_stop_words", "p4_kept"), 0.1)
    with pytest.raises(ValueError, match="p1_order"):
        commit({"p1_order": None, **first}, path)
    with pytest.raises(ValueError, match="each of"):
        commit({"p1_order": ["all"], **first}, path)
    assert not path.exists()
    order = list(names["TREATMENTS"])
    commit({"p1_order": order, **first}, path)
    assert commit({"p1_order": order[::-1], **first}, path)["p1_order"] == order


@pytest.mark.training
def test_the_notebook_runs_with_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(SOLUTIONS))
    monkeypatch.setattr(plt, "show", plt.close)
    plt.switch_backend("Agg")
    torch.set_num_threads(1)  # two torch processes on two cores slow each other down many times
    predictions = {"p1_order": list(solution("q7_compare").TREATMENTS), "p2_gap": 0.1,
                   "p3_stop_words": "down", "p4_kept": False}  # fmt: skip
    Path("predictions.json").write_text(json.dumps(predictions), encoding="utf-8")
    names: dict[str, Any] = {}
    for cell in notebook_cells():
        exec(cell, names)
        if "SETTINGS: " in cell:
            names["SETTINGS"]["steps"], names["SEEDS"] = 2, (0, 1)
    assert set(names["scores"]) == set(names["TREATMENTS"])
    assert [len(values) for values in names["preprocessing"].values()] == [2, 2, 2, 2]
