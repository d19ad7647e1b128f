"""Reports: right numbers, both languages alike, no secret shown, nothing obeyed that a student wrote."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import unicodedata
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from rich.console import Console

from autograder.catalogue import Catalogue
from autograder.commands.options import Language
from autograder.commands.report import report
from autograder.errors import EXIT_USAGE, InfrastructureError, TamrinError, exit_code
from autograder.gradebook.store import STORE_NAME, PlanRow, SubmissionRow, create_store, open_store
from autograder.records import CheckOutcome, QuestionOutcome, Status, Text
from autograder.reports.escape import isolated, spans, visible
from autograder.reports.feedback import Feedback
from autograder.reports.terminal import print_check_result, print_class_table
from autograder.reports.words import WORDS, moment, number, solar_hijri
from autograder.reports.write import write_reports

SEED = 86_421_357
EXPECTED = "0.7310585786"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe\u202c",
    "nul\x00 and c1 \x9b31m",
    "unpaired \u2069 isolate \u2066",
    "{{ 7 * 7 }} {% raw %} [bold]markup[/bold]",
    "lone \ud800 surrogate",
    "a\u0301" * 3 + "\u0301" * 500,
    "javascript:alert(1)",
]
QUESTIONS = [f"q{index}_topic" for index in range(1, 8)]
TITLE = Text("The `mask` counts", "`mask` به حساب می‌آید")
MESSAGE = Text("pooled has shape (3, 4).", "شکل pooled برابر (3, 4) است.")
HINT = Text("Divide by the real length.", "بر طول واقعی تقسیم کنید.")
MISCONCEPTION = Text("Padding was averaged too.", "پرکننده‌ها هم میانگین گرفته شده‌اند.")


def passed(name: str = "test_a", points: float = 2.0) -> CheckOutcome:
    return CheckOutcome(name, Status.PASSED, points, points, TITLE, seconds=0.1)


def failed(name: str = "test_b", text: str = "", status: Status = Status.FAILED) -> CheckOutcome:
    return CheckOutcome(
        name,
        status,
        0.0,
        3.0,
        TITLE,
        Text(f"{MESSAGE.en} {text}", f"{MESSAGE.fa} {text}"),
        HINT,
        evidence=f"Traceback (most recent call last):\n  ValueError: {text or 'boom'}",
        mistake="padding_counted",
        misconception=MISCONCEPTION,
        seconds=0.2,
    )


def fault(name: str = "test_c") -> CheckOutcome:
    secret = f"expected {EXPECTED}, seed {SEED}"
    return CheckOutcome(
        name,
        Status.INFRASTRUCTURE,
        0.0,
        1.0,
        TITLE,
        Text(secret, secret),
        HINT,
        evidence=f"Traceback\n{secret}",
    )


def skipped(name: str = "test_d") -> CheckOutcome:
    return CheckOutcome(
        name, Status.SKIPPED, 0.0, 1.0, TITLE, Text("because of `test_b`", "به خاطر `test_b`")
    )


def outcome(
    student: str, question: str, *checks: CheckOutcome, assignment: str = "a99_test"
) -> QuestionOutcome:
    return QuestionOutcome.of(student, assignment, question, list(checks), seconds=0.3)


def build(out: Path, outcomes: list[QuestionOutcome], submissions: list[SubmissionRow] | None = None) -> Path:
    """A results file as `tamrin grade` leaves it; returns its path."""
    out.mkdir(parents=True, exist_ok=True)
    rows = {(o.student, o.assignment): SubmissionRow(o.student, o.assignment) for o in outcomes}
    rows |= {(row.student, row.assignment): row for row in submissions or []}
    keys = [f"{o.student}|{o.assignment}|{o.question}" for o in outcomes]
    plan = [PlanRow(o.student, o.assignment, o.question, i, keys[i]) for i, o in enumerate(outcomes)]
    with create_store(out / STORE_NAME) as store:
        store.set_plan(sorted({assignment for _, assignment in rows}), plan, rows.values())
        store.record(zip(keys, outcomes, strict=True))
        store.set_info(
            seed=SEED, profile="quick", started="2026-03-15T09:00:00+00:00", versions={"torch": "2.15"}
        )
    return out / STORE_NAME


def write(out: Path, *args: object, lang: str = "en", plots: bool = False) -> Path:
    path = build(out, *args)  # type: ignore[arg-type]
    return write_reports(out, path, lang, catalogue=Catalogue(out), plots=plots)


def texts(folder: Path) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.*")) if path.suffix != ".sqlite"
    )


def printed(function, outcomes: list[QuestionOutcome], lang: str, width: int = 80) -> str:
    stream = io.StringIO()
    function(outcomes, lang, Console(file=stream, width=width, force_terminal=False))
    return stream.getvalue()


class Page(HTMLParser):
    """The elements of a page, as a browser would see them."""

    VOID = frozenset({"meta", "input", "rect"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def obeyed(text: str) -> set[str]:
    """The characters of ``text`` that a terminal or a browser would obey instead of showing."""
    allowed = "\n\t\u200c\u200d"
    return {
        hex(ord(c)) for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in allowed
    }


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_no_text_of_a_student_becomes_markup_or_control(tmp_path: Path, lang: str) -> None:
    outcomes = [outcome(name, QUESTIONS[0], failed(text=name)) for name in HOSTILE if "\ud800" not in name]
    outcomes.append(
        outcome("plain", QUESTIONS[0], *(failed(f"test_{i}", text) for i, text in enumerate(HOSTILE)))
    )
    problem = Text(
        f"Not a zip: {''.join(HOSTILE)}", f"این zip نیست: {''.join(HOSTILE)}".replace("\ud800", "")
    )
    problem = Text(problem.en.replace("\ud800", ""), problem.fa)
    write(tmp_path, outcomes, [SubmissionRow("bad", "a99_test", problem=problem)], lang=lang)
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) == len(HOSTILE) + 2
    for path in pages:
        html = path.read_text(encoding="utf-8")
        assert not obeyed(html), path
        page = Page(html)
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"script", "img", "iframe", "object", "link", "form", "base"}
        for tag, attributes in page.elements:
            assert not [
                name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")
            ]
            link = attributes.get("href") or ""
            assert re.match(r"(#|feedback/)", link) or not link, (tag, link)
    for path in tmp_path.rglob("*.json"):
        assert not obeyed(path.read_text(encoding="utf-8"))
    report_text = Page((tmp_path / "report.html").read_text(encoding="utf-8")).text
    assert "<script>alert(1)</script>" in report_text
    assert "␛[31mred" in report_text
    assert "⟨U+202E⟩gnp.exe" in report_text


def test_every_link_of_the_report_leads_to_a_page(tmp_path: Path) -> None:
    names = [
        *[n for n in HOSTILE if "\ud800" not in n],
        "../../etc",
        "CON",
        "a/b",
        "نگار",
        "A",
        "a",
        "x" * 300,
        "50%",
    ]
    html = write(tmp_path, [outcome(name, QUESTIONS[0], passed()) for name in names]).read_text(
        encoding="utf-8"
    )
    links = {a["href"] for tag, a in Page(html).elements if tag == "a" and a.get("href")}
    assert len(links) == len(names)
    for link in links:
        path = (tmp_path / unquote(str(link))).resolve()
        assert path.is_file()
        assert path.parent == (tmp_path / "feedback").resolve()


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_pages_load_nothing_from_elsewhere_and_forbid_it(tmp_path: Path, lang: str) -> None:
    checks = (passed(), failed(), fault(), skipped())
    page = write(tmp_path, [outcome("s", q, *checks) for q in QUESTIONS], lang=lang, plots=True)
    for path in (page, tmp_path / "feedback" / "s.html"):
        html = path.read_text(encoding="utf-8")
        policies = [a["content"] for tag, a in Page(html).elements if tag == "meta" and a.get("http-equiv")]
        assert policies
        assert str(policies[0]).startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in str(policies[0])
        # The namespace names of SVG are identifiers; nothing fetches them.
        assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:|//)""", html)
        assert " style=" not in html
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert f'lang="{lang}" dir="{"rtl" if lang == "fa" else "ltr"}"' in html


def test_the_style_hash_of_the_policy_is_that_of_the_style(tmp_path: Path) -> None:
    html = write(tmp_path, [outcome("s", QUESTIONS[0], passed())]).read_text(encoding="utf-8")
    style = html.split("<style>")[1].split("</style>")[0]
    assert f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}" in html.replace(
        "&#43;", "+"
    )


def test_students_never_see_expected_values_or_the_seed(tmp_path: Path) -> None:
    write(tmp_path, [outcome("s", q, passed(), failed(), fault()) for q in QUESTIONS], plots=True)
    write_reports(tmp_path, tmp_path / STORE_NAME, "fa", catalogue=Catalogue(tmp_path))
    shown = texts(tmp_path / "feedback")
    assert EXPECTED not in shown
    assert str(SEED) not in shown
    assert WORDS["our_fault"].fa in shown


def test_the_instructor_sees_faults_first_but_no_seed_of_the_run(tmp_path: Path) -> None:
    quiet = CheckOutcome("test_c", Status.INFRASTRUCTURE, 0.0, 1.0, TITLE, Text("model missing", "مدل نیست"))
    submissions = [SubmissionRow("broken", "a99_test", problem=Text("It is no zip.", "این zip نیست."))]
    page = write(tmp_path, [outcome("s", q, passed(), quiet) for q in QUESTIONS], submissions)
    html = page.read_text(encoding="utf-8")
    assert str(SEED) not in html
    assert html.index("model missing") < html.index(WORDS["most_failed"].en)
    assert "It is no zip." in html
    assert "broken" in html


def test_totals_of_pages_and_json_equal_the_store(tmp_path: Path) -> None:
    late = SubmissionRow(
        "late", "a99_test", datetime(2026, 3, 14, 21, 7, tzinfo=UTC), late_days=2, late_factor=0.8
    )
    outcomes = [outcome(s, q, passed(), failed()) for s in ("late", "punctual") for q in QUESTIONS]
    write(tmp_path, outcomes, [late])
    with open_store(tmp_path) as store:
        scores = store.scores()
    for student in ("late", "punctual"):
        expected = sum(row.points * row.late_factor for row in scores if row.student == student)
        feedback = Feedback.model_validate_json(
            (tmp_path / f"feedback/{student}.json").read_text(encoding="utf-8")
        )
        assert feedback.totals.points == pytest.approx(expected)
        assert feedback.totals.max_points == sum(row.max_points for row in scores if row.student == student)
        for page in ("report.html", f"feedback/{student}.html"):
            assert f">{number(expected, 'en')}" in (tmp_path / page).read_text(encoding="utf-8")
    assert "2 days late" in (tmp_path / "feedback/late.html").read_text(encoding="utf-8")


def test_both_languages_tell_of_the_same_checks(tmp_path: Path) -> None:
    outcomes = [outcome("s", q, passed(), failed(), skipped(), fault()) for q in QUESTIONS]
    badges = {}
    for lang in ("en", "fa"):
        write(tmp_path / lang, outcomes, lang=lang)
        html = (tmp_path / lang / "feedback/s.html").read_text(encoding="utf-8")
        badges[lang] = [a["class"] for tag, a in Page(html).elements if tag == "article"]
        assert WORDS["hint"].get(lang) in html
        assert HINT.get(lang) in html
        assert MISCONCEPTION.get(lang) in html
    assert badges["en"] == badges["fa"]
    assert len(badges["en"]) == 4 * len(QUESTIONS)
    json_files = [(tmp_path / lang / "feedback/s.json").read_text(encoding="utf-8") for lang in ("en", "fa")]
    assert json_files[0] == json_files[1]


def test_feedback_json_follows_its_schema(tmp_path: Path) -> None:
    write(tmp_path, [outcome("s\u202e\x9b", q, passed(), failed(text=HOSTILE[7])) for q in QUESTIONS])
    (path,) = (tmp_path / "feedback").glob("*.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(data, Feedback.model_json_schema())
    assert data["schema_version"] == 1
    assert data["student"] == "s\u202e\x9b"
    check = data["assignments"][0]["questions"][0]["checks"][1]
    assert check["title"] == {"en": TITLE.en, "fa": TITLE.fa}
    assert (check["status"], check["mistake"]) == ("failed", "padding_counted")


def test_a_megabyte_of_text_is_cut(tmp_path: Path) -> None:
    flood = "A" * 1_000_000
    check = failed(text=flood)
    write(
        tmp_path,
        [
            outcome("s", QUESTIONS[0], check, failed("test_x", status=Status.ERROR)),
            outcome(flood[:200_000], QUESTIONS[0], passed()),
        ],
    )
    assert max(path.stat().st_size for path in tmp_path.rglob("*.html")) < 200_000
    terminal = printed(print_check_result, [outcome("s", QUESTIONS[0], check)], "en")
    assert len(terminal) < 20_000


def test_a_class_of_500_has_every_page_and_row(tmp_path: Path) -> None:
    outcomes = [outcome(f"s{i:03}", q, passed(), failed(), skipped()) for i in range(500) for q in QUESTIONS]
    html = write(tmp_path, outcomes).read_text(encoding="utf-8")
    assert len(list((tmp_path / "feedback").glob("*.html"))) == 500
    assert len(list((tmp_path / "feedback").glob("*.json"))) == 500
    assert html.count('href="feedback/') == 2 * 500
    assert f"{500} of {500} students" in html
    assert not list(tmp_path.rglob("*.new"))


def test_an_unfinished_run_says_so(tmp_path: Path) -> None:
    outcomes = [outcome("done", q, passed()) for q in QUESTIONS] + [outcome("half", QUESTIONS[0], passed())]
    html = write(tmp_path, outcomes).read_text(encoding="utf-8")
    assert WORDS["unfinished"].en in html
    assert WORDS["ungraded"].en in (tmp_path / "feedback/half.html").read_text(encoding="utf-8")


def test_a_rejected_submission_is_listed_and_counts_in_no_mean(tmp_path: Path) -> None:
    rejected = CheckOutcome("t", Status.INVALID, 0.0, 2.0, TITLE, Text("It is no zip.", "این zip نیست."))
    outcomes = [outcome("bad", q, rejected) for q in QUESTIONS] + [
        outcome("good", q, passed()) for q in QUESTIONS
    ]
    problem = SubmissionRow("bad", "a99_test", problem=Text("It is no zip.", "این zip نیست."))
    html = write(tmp_path, outcomes, [problem]).read_text(encoding="utf-8")
    assert html.count("It is no zip.") == 1
    assert html.count(">2 of 2</td>") == len(QUESTIONS)
    assert (tmp_path / "feedback/bad.html").read_text(encoding="utf-8").count("It is no zip.") == 1


def test_two_assignments_share_one_feedback_page(tmp_path: Path) -> None:
    outcomes = [outcome("s", "q1_a", passed(), assignment=name) for name in ("a98_one", "a99_two")]
    html = write(tmp_path, outcomes, plots=True).read_text(encoding="utf-8")
    assert html.count('class="plot"') == 4
    feedback = json.loads((tmp_path / "feedback/s.json").read_text(encoding="utf-8"))
    assert [part["assignment"] for part in feedback["assignments"]] == ["a98_one", "a99_two"]
    assert feedback["totals"]["points"] == 4.0


@pytest.mark.parametrize("submissions", [[], [SubmissionRow("s", "a99_test", problem=Text("empty", "خالی"))]])
def test_a_class_without_outcomes_still_has_a_report(
    tmp_path: Path, submissions: list[SubmissionRow]
) -> None:
    assert write(tmp_path, [], submissions, plots=True).is_file()


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_terminal_output_obeys_no_student_and_fits(lang: str) -> None:
    checks = [failed(f"test_{i}", text) for i, text in enumerate(HOSTILE) if "\ud800" not in text]
    outcomes = [outcome(name, q, passed(), *checks) for name in HOSTILE[:4] for q in QUESTIONS]
    for function in (print_check_result, print_class_table):
        text = printed(function, outcomes, lang)
        # Isolates and direction marks are ours: they come in pairs or start a line.
        ours = re.sub("[\u200e\u200f\u2066\u2068\u2069]", "", text)
        assert not obeyed(ours)
        assert "[bold]" in text or function is print_class_table
        assert max(len(unicodedata.normalize("NFC", row)) for row in ours.split("\n")) <= 80
    assert ("راهنمایی" if lang == "fa" else "Hint:") in printed(print_check_result, outcomes, lang)


def test_a_persian_terminal_has_persian_digits() -> None:
    text = printed(print_class_table, [outcome("s", q, passed(points=2.5)) for q in QUESTIONS], "fa")
    assert "۲٫۵" in text
    assert "۱۷٫۵" in text
    assert not re.search(r"[0-9]", text.replace("a99_test", ""))


def test_terminal_hides_the_grader_s_own_traceback() -> None:
    crash = CheckOutcome("t", Status.INFRASTRUCTURE, 0, 1, TITLE, Text("fault", "ایراد"), evidence=EXPECTED)
    assert EXPECTED not in printed(print_check_result, [outcome("s", QUESTIONS[0], crash)], "en")


def test_late_factors_reach_the_class_table() -> None:
    stream = io.StringIO()
    rows = [outcome("s", QUESTIONS[0], passed(points=10))]
    print_class_table(rows, "en", Console(file=stream, width=80), {"s": 0.8})
    assert stream.getvalue().rstrip().endswith("8")


def test_report_command_rewrites_the_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(tmp_path, [outcome("s", QUESTIONS[0], passed())])
    report(tmp_path, Language.FA)
    assert 'lang="fa"' in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "report.html" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"not a database at all" * 20])
def test_report_of_unusable_results_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    out = tmp_path / "out"
    if content is not None:
        out.mkdir()
        (out / STORE_NAME).write_bytes(content)
    with pytest.raises(TamrinError) as caught:
        report(out)
    assert exit_code(caught.value) == EXIT_USAGE
    assert "\n" not in str(caught.value)
    assert not (out / "report.html").exists()


def test_an_unwritable_folder_is_one_sentence(tmp_path: Path) -> None:
    path = build(tmp_path, [outcome("s", QUESTIONS[0], passed())])
    (tmp_path / "feedback").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(InfrastructureError, match="Cannot write"):
        write_reports(tmp_path, path)


def test_visible_keeps_persian_and_spells_out_the_rest() -> None:
    assert visible("می‌شود\nسطر") == "می‌شود\nسطر"
    assert visible("a\nb\tc", lines=False) == "a␊b c"
    assert visible("\x1b[0m\x00\x7f\u202e\ufeff") == "␛[0m␀␡⟨U+202E⟩⟨U+FEFF⟩"
    assert visible("\u2068paired\u2069") == "\u2068paired\u2069"
    assert visible("\u2069unpaired\u2068") == "⟨U+2069⟩unpaired⟨U+2068⟩"
    assert len(visible("x" * 10_000, limit=100)) < 130


def test_code_and_shapes_keep_their_order_in_a_persian_sentence() -> None:
    found = list(spans("شکل logits[0] برابر (4, 3) است (نه BERT).", "fa"))
    assert [part for kind, part in found if kind == "foreign"] == ["logits[0]", "(4, 3)", "BERT"]
    assert "".join(part for _, part in found) == "شکل logits[0] برابر (4, 3) است (نه BERT)."
    assert isolated("تابع `f` است", "fa") == "تابع \u2066`f`\u2069 است"
    assert isolated("plain", "en") == "plain"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2025, 3, 21), (1404, 1, 1)),
        (date(2026, 3, 14), (1404, 12, 23)),
        (date(2021, 3, 20), (1399, 12, 30)),
        (date(1979, 2, 11), (1357, 11, 22)),
        (date(2017, 3, 20), (1395, 12, 30)),
        (date(2023, 9, 22), (1402, 6, 31)),
        (date(2023, 9, 23), (1402, 7, 1)),
    ],
)
def test_persian_dates_are_those_of_the_calendar_of_iran(day: date, expected: tuple[int, int, int]) -> None:
    assert solar_hijri(day) == expected
    assert number(expected[0], "fa") in moment(datetime(day.year, day.month, day.day, tzinfo=UTC), "fa")


def test_every_word_has_both_languages_with_the_same_placeholders() -> None:
    for key, text in WORDS.items():
        assert text.en, key
        assert re.search("[\u0600-\u06ff]", text.fa), key
        if key not in ("day", "one_student"):
            assert set(re.findall(r"{\w+}", text.en)) == set(re.findall(r"{\w+}", text.fa)), key
