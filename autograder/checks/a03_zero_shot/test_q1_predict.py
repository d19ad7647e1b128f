"""Checks of question 1: chance, the noise of an accuracy, expectations that can come true, and an honest ledger."""

import hashlib
import json
import math
from collections import Counter
from typing import Any

from scipy import stats

from autograder.authoring import Text, depends, expect, hint, points, raises, title

NAMES = ("in_distribution", "out_of_distribution", "gap")


def _labels(draw, classes: str, weights: list[int], count: int) -> list[str]:
    """`count` labels, each class at least once."""
    return draw.rng.sample([*classes, *draw.rng.choices(classes, weights, k=count - len(classes))], k=count)


@points(3)
@title(en="Three guessers and what they reach", fa="سه حدس‌زن و دقتی که به آن می‌رسند")
@hint(
    en="The probability that a guess is right is Σ over classes of P(guess) · P(test label); only the training labels "
    "decide P(guess).",
    fa="احتمال درست بودن حدس، جمعِ P(guess) · P(test label) روی رده‌هاست؛ P(guess) را فقط برچسب‌های آموزش تعیین می‌کنند.",
)
def test_chance_follows_from_the_class_balance(student, draw):
    """Sums over all pairs of labels, of sets with unlike balances, a tie, a class only one set has; within 1e-9."""
    cases = [
        (_labels(draw, "abc", [6, 2, 1], 60), _labels(draw, "abc", [1, 2, 6], 40)),
        (_labels(draw, "abcd", [1, 5, 1, 1], 50), _labels(draw, "abc", [1, 1, 1], 30)),
        (_labels(draw, "ab", [1, 3], 30), _labels(draw, "abc", [1, 1, 4], 35)),
        (["c", "b"] * draw.rng.randint(3, 6) + ["a"], ["b"] * 3 + ["c"] * draw.rng.randint(4, 9) + ["a"]),
    ]
    because = Text(
        en="a guesser knows the training labels alone, and the test labels judge it",
        fa="حدس‌زن فقط برچسب‌های آموزش را می‌داند و برچسب‌های آزمون داوری‌اش می‌کنند",
    )
    for train, test in cases:
        counts = Counter(train)
        commonest = min(counts, key=lambda label: (-counts[label], label))
        pairs = len(train) * len(test)
        expected = {
            "uniform": sum(label in counts for label in test) / len(counts) / len(test),
            "proportional": sum(one == other for one in train for other in test) / pairs,
            "majority": test.count(commonest) / len(test),
        }
        result = student.chance_levels(train, test)
        expect(result, "chance_levels(…)").is_dict(keys=list(expected))
        for key, value in expected.items():
            expect(result[key], f"chance_levels(…)[{key!r}]").is_number().is_close(
                value, atol=1e-9, because=because
            )
    for train, test in (([], ["a"]), (["a"], [])):
        with raises(ValueError, of="chance_levels(…)"):
            student.chance_levels(train, test)


@points(3)
@title(en="Standard error and Wilson interval", fa="خطای معیار و بازهٔ ویلسون")
@hint(
    en="z is the quantile at (1 + confidence) / 2; both centre and half are divided by 1 + z²/n.",
    fa="z چندکِ (1 + confidence) / 2 است؛ هم centre و هم half بر 1 + z²/n تقسیم می‌شوند.",
)
def test_intervals_match_wilson(student, draw):
    """Against scipy for few and many rows, shares of 0 and 1 and three levels; within 1e-9 (float64)."""
    cases = [(n, draw.rng.randint(1, n - 1)) for n in (7, 60, 240, 1500)]
    cases += [(1, 1), (12, 0), (draw.rng.randint(30, 60),) * 2]
    for n, right in cases:
        error = math.sqrt(right / n * (1 - right / n) / n)
        expect(student.standard_error(right / n, n), f"the standard error on {n} rows").is_number().is_close(
            error,
            atol=1e-9,
            because=Text(
                en="the variance p(1 − p) is divided by n before the root is taken",
                fa="واریانس p(1 − p) پیش از جذر بر n تقسیم می‌شود",
            ),
        )
        for arguments in ((), (0.8,), (0.99,)):
            interval = student.wilson_interval(right / n, n, *arguments)
            expect(interval, "wilson_interval(…)").is_list(length=2)
            wanted = stats.binomtest(right, n).proportion_ci(*(arguments or (0.95,)), method="wilson")
            for end, value, name in zip(interval, (wanted.low, wanted.high), ("low", "high"), strict=True):
                expect(end, f"the {name} end on {n} rows").is_number().is_close(
                    float(value),
                    atol=1e-9,
                    because=Text(
                        en="Wilson's interval is not p ± z·error: it is centred towards ½ and has a width at 0 and 1",
                        fa="بازهٔ ویلسون p ± z·error نیست: مرکزش به سوی ½ کشیده شده و در 0 و 1 هم پهنا دارد",
                    ),
                )


@points(1)
@title(en="What is no measurement is refused", fa="آنچه اندازه‌گیری نیست پذیرفته نمی‌شود")
@hint(
    en="Ask whether 0 <= accuracy <= 1 holds, not whether it is broken: NaN breaks no comparison.",
    fa="بپرسید آیا 0 <= accuracy <= 1 برقرار است، نه اینکه آیا نقض شده: NaN هیچ مقایسه‌ای را نقض نمی‌کند.",
)
def test_impossible_measurements_are_refused(student):
    """ValueError for accuracies outside 0..1, NaN, no rows, and levels outside (0, 1); exact."""
    for accuracy, n in ((-0.01, 10), (1.01, 10), (math.nan, 10), (0.5, 0), (0.5, -3)):
        for call in (student.standard_error, student.wilson_interval):
            with raises(ValueError):
                call(accuracy, n)
        with raises(ValueError, of="verdict(…)"):
            student.verdict((0.2, 0.4), accuracy, n)
    for confidence in (0.0, 1.0, 95.0, math.nan):
        with raises(ValueError, of="wilson_interval(…)"):
            student.wilson_interval(0.5, 10, confidence)


def _expectations(**changes: Any) -> dict[str, Any]:
    """Coherent expectations with some of them changed."""
    fine = {"in_distribution": [0.9, 1.0], "out_of_distribution": [0.5, 0.8], "gap": [0.1, 0.5]}
    return {**fine, **changes}


@points(2)
@title(
    en="Coherent expectations are accepted, surprising ones too",
    fa="انتظارهای سازگار، حتی شگفت‌انگیز، پذیرفته می‌شوند",
)
@hint(
    en="Only what cannot come true is refused; below chance, or better in Persian, can.",
    fa="فقط آنچه شدنی نیست رد می‌شود؛ کمتر از شانس، یا بهتر در فارسی، شدنی است.",
)
def test_coherent_expectations_are_accepted(student, draw):
    """Tuples of floats in the order of the names; points, integers, ends that touch and surprises; exact."""
    a, b = sorted(round(draw.rng.uniform(0.1, 0.4), 2) for _ in range(2))
    cases = [
        _expectations(),
        _expectations(in_distribution=(1, 1), out_of_distribution=(0, 1), gap=(0, 1)),
        _expectations(in_distribution=[a, b], out_of_distribution=[0.5, 0.9], gap=[-0.9, -0.1]),
        {"gap": [0.0, 0.25], "out_of_distribution": [0.0, 0.25], "in_distribution": [0.25, 0.25]},
        _expectations(in_distribution=[0.75, 1.0], out_of_distribution=[0.25, 0.5], gap=[0.75, 1.0]),
        _expectations(in_distribution=[0.75, 1.0], out_of_distribution=[0.25, 0.5], gap=[-1, 0.25]),
    ]
    for case in cases:
        kept = student.kit.hold(case)
        result = student.check_expectations(kept)
        expect(result, "check_expectations(…)").is_dict().equals(
            {name: tuple(map(float, case[name])) for name in NAMES},
            because=Text(
                en="each range comes back as two floats; what would merely surprise is not refused",
                fa="هر بازه به شکل دو float برمی‌گردد؛ آنچه فقط شگفت‌آور است رد نمی‌شود",
            ),
        )
        expect(list(result), "the names in their order").equals(list(NAMES))
        for name in NAMES:
            expect(all(isinstance(end, float) for end in result[name]), f"“{name} holds floats”").is_true()
        expect(student.kit.value(kept), "the expectations passed in").equals(case)


@points(3)
@title(en="What is missing or impossible is refused by name", fa="آنچه نیست یا ناممکن است با نامش رد می‌شود")
@hint(
    en="Presence, two numbers, finite, in order, within bounds: five questions for each name. True is an int to Python.",
    fa="بودن، دو عدد، متناهی، مرتب، درون کران‌ها: پنج پرسش برای هر نام. True از نگاه پایتون int است.",
)
def test_impossible_expectations_are_refused(student):
    """ValueError that names the expectation, one fault at a time; exact."""
    faults = [
        None,
        0.8,
        [0.8],
        [0.1, 0.2, 0.3],
        [math.nan, 0.9],
        [0.1, math.nan],
        [0.2, math.inf],
        ["0.1", "0.2"],
        [True, 1.0],
        [0.0, True],
        [None, 0.5],
        [0.9, 0.3],
        [0.5, 1.01],
        [-1.5, 0.4],
        "09",
    ]
    wide = {"in_distribution": [0, 1], "out_of_distribution": [0, 1], "gap": [-1, 1]}
    for name in NAMES:
        for fault in faults:
            with raises(ValueError, mentions=name, of="check_expectations(…)"):
                student.check_expectations({**wide, name: fault})
        with raises(ValueError, mentions=name, of="check_expectations(…)"):
            student.check_expectations({key: value for key, value in wide.items() if key != name})
    for name in NAMES[:2]:
        with raises(
            ValueError,
            mentions=name,
            because=Text(en="only a gap may be negative", fa="فقط شکاف می‌تواند منفی باشد"),
        ):
            student.check_expectations({**wide, name: [-0.1, 0.5]})
    with raises(ValueError, mentions="acuracy", of="check_expectations(…)"):
        student.check_expectations({**wide, "acuracy": [0.1, 0.2]})


@points(1)
@depends("test_coherent_expectations_are_accepted")
@title(en="The gap has to fit the two accuracies", fa="شکاف باید با دو دقت جور باشد")
@hint(
    en="The smallest gap possible is low_in − high_out, the largest high_in − low_out.",
    fa="کوچک‌ترین شکاف ممکن low_in − high_out است و بزرگ‌ترینش high_in − low_out.",
)
def test_the_gap_has_to_fit(student, draw):
    """Gaps beyond either end of what the accuracies allow, by 0.05 or more; ranges that overlap in a part pass."""
    for _ in range(6):
        low_out = draw.rng.uniform(0.3, 0.4)
        ranges = {"in_distribution": [0.8, 0.9], "out_of_distribution": [low_out, low_out + 0.1]}
        least, most = 0.8 - low_out - 0.1, 0.9 - low_out
        for gap in ([most + 0.05, 1.0], [-1.0, least - 0.05]):
            with raises(ValueError, mentions="gap", of="check_expectations(…)"):
                student.check_expectations({**ranges, "gap": gap})
        for gap in ([most - 0.05, 1.0], [-1.0, least + 0.05], [least + 0.05, most - 0.05], [-1.0, 1.0]):
            result = student.check_expectations({**ranges, "gap": gap})
            expect(result, "check_expectations(…)").is_dict(keys=NAMES)


@points(2)
@depends("test_intervals_match_wilson")
@title(en="Met, missed, or too few rows to tell", fa="برآورده، برآورده‌نشده، یا ردیف‌ها کم‌اند")
@hint(
    en="Two questions in this order: is the accuracy in the range? If not, do the range and the interval touch?",
    fa="دو پرسش به این ترتیب: دقت درون بازه هست؟ اگر نیست، بازهٔ انتظار و بازهٔ ویلسون به هم می‌رسند؟",
)
def test_verdicts_know_the_noise(student, draw):
    """Distances to the range of 0.5 or 3 standard errors and more; ends included; above and below; exact."""
    low = draw.rng.uniform(0.4, 0.5)
    expected = (low, low + 0.1)
    cases = [(end, 50, "met") for end in expected] + [(low + 0.05, 5, "met")]
    for n in (100, 1000):
        error = math.sqrt(0.25 / n)
        cases += [(low - 0.5 * error, n, "undecided"), (low + 0.1 + 0.5 * error, n, "undecided")]
        cases += [(low - 3 * error, n, "missed"), (low + 0.1 + 3 * error, n, "missed")]
    for accuracy, n, wanted in cases:
        expect(
            student.verdict(expected, accuracy, n), f"verdict({expected}, {accuracy}, {n})"
        ).is_string().equals(
            wanted,
            because=Text(
                en="an accuracy beside the range misses it only if its noise cannot explain the distance",
                fa="دقتی که بیرون بازه افتاده فقط وقتی missed است که نوفه‌اش این فاصله را توضیح ندهد",
            ),
        )
    # Five per cent below the range on 60 rows: inside the interval of 99.9 %, outside that of 50 %.
    for confidence, wanted in ((0.999, "undecided"), (0.5, "missed")):
        expect(
            student.verdict((0.6, 0.7), 0.53, 60, confidence), f"verdict at confidence {confidence}"
        ).equals(wanted)


def _hash(entry: dict[str, Any]) -> str:
    content = {key: entry[key] for key in sorted(entry) if key != "digest"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _ledger(draw, count: int) -> list[dict[str, Any]]:
    """Entries that follow from each other, their keys in an order of their own."""
    entries: list[dict[str, Any]] = []
    for index in range(count):
        entry = {
            "kind": draw.rng.choice(["predicted", "measured"]),
            "at": f"2026-11-{index + 10}T10:00:00+00:00",
            "values": {"gap": [draw.rng.random(), 1.0], "علت": "زبان", "best": "fa", "k": index},
            "details": {},
            "previous": entries[-1]["digest"] if entries else "",
        }
        entry = {key: entry[key] for key in draw.rng.sample(list(entry), k=len(entry))}
        entries.append({**entry, "digest": _hash(entry)})
    return entries


@points(3)
@title(en="The chain shows where a ledger was touched", fa="زنجیره نشان می‌دهد دفتر کجا دست خورده است")
@hint(
    en="Two conditions for each entry: its digest is that of its content, its previous is the digest before it.",
    fa="دو شرط برای هر مدخل: digest آن از محتوایش به دست بیاید، و previous آن digest مدخل قبلی باشد.",
)
def test_the_chain_shows_edits(student, draw):
    """Whole ledgers, and one edited, re-hashed, shortened, reordered or begun late; index exact."""
    entries = _ledger(draw, 6)
    for entry in entries[:3]:
        bare = {key: entry[key] for key in reversed(list(entry)) if key != "digest"}
        for given in (entry, bare):
            expect(student.digest(given), "digest(entry)").is_string().equals(
                _hash(entry),
                because=Text(
                    en="the hash is over sorted JSON of everything but “digest”",
                    fa="هش روی JSON مرتب‌شدهٔ همه‌چیز جز «digest» گرفته می‌شود",
                ),
            )
    place = draw.rng.randint(1, 4)

    def edited(index: int, rehash: bool) -> list[dict[str, Any]]:
        changed = [dict(entry) for entry in entries]
        changed[index]["values"] = {**changed[index]["values"], "best": "en"}
        if rehash:
            changed[index]["digest"] = _hash(changed[index])
        return changed

    swapped = [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]]
    cases = [
        ("an untouched ledger", entries, None),
        ("an empty ledger", [], None),
        ("a ledger of one entry", entries[:1], None),
        ("a ledger that lost its end", entries[:4], None),
        ("an edited entry", edited(place, False), place),
        ("an edited last entry", edited(5, False), 5),
        ("an edited entry with a fresh digest", edited(place, True), place + 1),
        ("a ledger that lost an entry", [*entries[:place], *entries[place + 1 :]], place),
        ("a ledger that lost its first entry", entries[1:], 0),
        ("two entries exchanged", swapped, place),
    ]
    for name, ledger, wanted in cases:
        expect(student.first_broken(ledger), f"first_broken of {name}").equals(
            wanted,
            because=Text(
                en="an entry is broken if its content or its link to the entry before it does not fit",
                fa="مدخل وقتی شکسته است که محتوایش یا پیوندش به مدخل قبلی جور نباشد",
            ),
        )


@points(2)
@title(en="A prediction after the result is late", fa="پیش‌بینیِ پس از نتیجه دیر است")
@hint(
    en="Walk through the entries in order; for each name remember whether it was measured and what counted then.",
    fa="مدخل‌ها را به ترتیب بخوانید؛ برای هر نام به یاد داشته باشید که اندازه گرفته شده و آن موقع چه چیزی معتبر بوده.",
)
def test_late_changes_are_listed(student, draw):
    """Changes before and after, of other names, back to the old value, repeated, first made late; exact."""
    x, y, z = (round(draw.rng.random(), 3) + i for i in range(3))

    def told(*entries: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"kind": kind, "values": values} for kind, values in entries]

    cases = [
        ([], {}),
        (told(("predicted", {"a": x}), ("predicted", {"a": y}), ("measured", {"a": y})), {}),
        (told(("predicted", {"a": x, "b": x}), ("measured", {"b": x}), ("predicted", {"a": y})), {}),
        (told(("predicted", {"a": x}), ("measured", {"a": y}), ("predicted", {"a": x})), {}),
        (
            told(
                ("predicted", {"a": x}),
                ("measured", {"a": y}),
                ("predicted", {"a": y}),
                ("predicted", {"a": z}),
            ),
            {"a": [y, z]},
        ),
        (
            told(
                ("predicted", {"a": x, "b": x}),
                ("predicted", {"a": y}),
                ("measured", {"a": z}),
                ("predicted", {"a": x, "b": y}),
                ("measured", {"a": y, "b": y}),
                ("predicted", {"a": y, "b": z}),
            ),
            {"a": [x], "b": [z]},
        ),
        (told(("measured", {"a": x}), ("predicted", {"a": x})), {"a": [x]}),
    ]
    for entries, wanted in cases:
        expect(student.late_changes(entries), "late_changes(…)").is_dict().equals(
            wanted,
            because=Text(
                en="late is what was predicted of a name after the first measurement of that name, if it is another value",
                fa="دیر یعنی پیش‌بینیِ یک نام پس از اولین اندازه‌گیری همان نام، اگر مقدار دیگری باشد",
            ),
        )
