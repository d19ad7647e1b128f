"""Checks of question 4: a pool without the test split, nested fair draws, examples added, and a curve that is read right."""

import math
import statistics
from collections import Counter
from itertools import chain, pairwise
from typing import Any

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.authoring.figures import expect_labels, only_axes
from autograder.checks.a03_zero_shot.oracles import LABELS, Row, draw_rows


def _balanced_rows(draw, each: int) -> list[Row]:
    """Rows of three registers, `each` of one, some more of the two others, in a drawn order."""
    rows = draw_rows(draw, 3 * each + 5)
    labels = [label for label in LABELS for _ in range(each)] + draw.rng.choices(LABELS[1:], k=5)
    draw.rng.shuffle(labels)
    return [{**row, "category": label} for row, label in zip(rows, labels, strict=True)]


@points(4)
@title(
    en="Nothing that the test split has, and nothing twice", fa="نه آنچه در مجموعهٔ آزمون هست و نه چیزی دو بار"
)
@hint(
    en="Two sets of test texts, one a side; and a set of the Persian texts of the rows before.",
    fa="دو مجموعه از متن‌های آزمون، هر سو یکی؛ و مجموعه‌ای از متن‌های فارسیِ ردیف‌های پیشین.",
)
def test_the_pool_leaves_the_test_split_out(student, draw):
    """Rows shared with the test split in both sides, in either, crosswise (not shared), and repeated in training; exact."""
    because = Text(
        en="a row goes if either of its sides is in the test split, or its Persian came up before",
        fa="ردیف وقتی کنار می‌رود که یکی از دو سویش در مجموعهٔ آزمون باشد یا فارسی‌اش پیش‌تر آمده باشد",
    )
    for _ in range(3):
        train, test = draw_rows(draw, 16), draw_rows(draw, 6)
        places = draw.rng.sample(range(16), k=9)
        train[places[0]] = {**test[0]}
        train[places[1]]["source"] = test[1]["source"]
        train[places[2]]["targets"] = test[2]["targets"]
        # The columns compare with their own kind only.
        test[3]["source"] = train[places[3]]["targets"]
        early, late = sorted(places[4:6])
        train[late]["targets"] = train[early]["targets"]
        early, late = sorted(places[6:8])
        train[late]["source"] = train[early]["source"]
        english, persian = ([row[side] for row in test] for side in ("source", "targets"))
        wanted = [
            index
            for index, row in enumerate(train)
            if row["source"] not in english
            and row["targets"] not in persian
            and row["targets"] not in [other["targets"] for other in train[:index]]
        ]
        expect(student.few_shot_pool(train, test), "few_shot_pool(…)").is_list().equals(
            wanted, because=because
        )
    # The first of two equal rows is shared with the test split, so both are.
    train = draw_rows(draw, 3)
    expect(student.few_shot_pool([*train, train[0]], [train[0]]), "few_shot_pool(…)").is_list().equals([1, 2])


def _subsets(student, rows: list[Row], pool: list[int], sizes: list[int], seed: int) -> dict[int, list[int]]:
    result = student.nested_subsets(rows, pool, sizes, seed)
    expect(result, "nested_subsets(…)").is_dict(keys=sizes)
    expect(len(result), "the number of sets").equals(len(sizes))
    for size, chosen in result.items():
        expect(chosen, f"the set of size {size}").is_list()
        plain = all(isinstance(index, int) and not isinstance(index, bool) for index in chosen)
        expect(plain, f"“the set of size {size} holds indices”").is_true()
    return result


@points(3)
@title(
    en="As many of each class, from the pool, each once", fa="از هر رده به یک اندازه، از مخزن، هر کدام یک بار"
)
@hint(
    en="Group the pool by class, draw within each class, and join.",
    fa="مخزن را بر پایهٔ رده گروه‌بندی کنید، درون هر رده قرعه بکشید و به هم بچسبانید.",
)
def test_sets_are_balanced(student, draw):
    """Sizes 0 to all there are, of a pool that is a part of the rows and of two classes only; exact."""
    rows = _balanced_rows(draw, 8)
    whole = list(range(len(rows)))
    without = [index for index in whole if rows[index]["category"] != LABELS[2]]
    part = sorted(draw.rng.sample(whole, k=len(whole) - 4))
    most = min(Counter(rows[index]["category"] for index in part).values())
    for pool, sizes in ((whole, [0, 1, 3, 8]), (without, [2, 5]), (part, [most, 1])):
        classes = {rows[index]["category"] for index in pool}
        for size, chosen in _subsets(student, rows, pool, sizes, draw.seed()).items():
            inside = set(chosen) <= set(pool)
            expect(inside, f"“the set of size {size} comes from the pool”").is_true(
                because=Text(
                    en="indices are into the rows, not into the pool",
                    fa="شماره‌ها مال ردیف‌هاست، نه جای آن‌ها در مخزن",
                )
            )
            expect(len(set(chosen)), f"the number of different indices of size {size}").equals(len(chosen))
            expect(
                dict(Counter(rows[index]["category"] for index in chosen)),
                f"the classes in the set of size {size}",
            ).equals(
                dict.fromkeys(classes, size) if size else {},
                because=Text(
                    en="size counts the examples of each class, not of all together",
                    fa="size شمار نمونه‌های هر رده است، نه همه با هم",
                ),
            )


@points(3)
@depends("test_sets_are_balanced")
@title(
    en="Small sets lie in large ones, and the seed decides",
    fa="مجموعه‌های کوچک درون بزرگ‌ها، و بذر تصمیم می‌گیرد",
)
@hint(
    en="Shuffle each class once, with a random.Random(seed) of your own; every set is a beginning of that order.",
    fa="هر رده را یک بار با random.Random(seed) خودتان بُر بزنید؛ هر مجموعه آغازِ همان ترتیب است.",
)
def test_sets_are_nested_and_seeded(student, draw):
    """Nesting, the same set whatever the other sizes, another one for another seed (equal by chance: 1/70³ < 3e-6, and
    for two seeds < 1e-11), and a draw that is not the first rows (the same chance); the global state stays.
    """
    rows = _balanced_rows(draw, 8)
    pool = list(range(len(rows)))
    seed = draw.seed()
    state = student.kit.random_state()
    first = _subsets(student, rows, pool, [1, 2, 4, 7], seed)
    for small, large in pairwise(sorted(first)):
        expect(
            set(first[small]) <= set(first[large]), f"“the set of {small} lies in that of {large}”"
        ).is_true(
            because=Text(
                en="with other examples and not only more of them, the curve would mix two things",
                fa="اگر نمونه‌ها عوض شوند و نه فقط بیشتر، منحنی دو چیز را با هم می‌آمیزد",
            )
        )
    for sizes in ([7, 4], [4], [4, 0, 1]):
        again = _subsets(student, rows, pool, sizes, seed)
        expect(sorted(again[4]), f"the set of 4 when the sizes are {sizes}, sorted").equals(
            sorted(first[4]),
            because=Text(
                en="the draw of one size depends on the other sizes, on their order, or on another state than the seed",
                fa="قرعهٔ یک اندازه به اندازه‌های دیگر، به ترتیبشان، یا به حالتی جز بذر وابسته است",
            ),
        )
    expect(student.kit.random_state(), "the state of torch's random numbers").is_bit_equal(state)
    others = [sorted(_subsets(student, rows, pool, [4], seed + 1 + i)[4]) for i in range(2)]
    expect(sorted(first[4]) not in others, "“another seed draws another set”").is_true()
    heads = [[i for i in pool if rows[i]["category"] == label][:4] for label in LABELS]
    expect(sorted(first[4]) != sorted(chain(*heads)), "“the set is drawn and not the first rows”").is_true()


@points(1)
@title(en="What cannot be drawn is refused", fa="آنچه نمی‌شود کشید رد می‌شود")
@hint(
    en="Slicing never complains: compare the largest size with the smallest class yourself.",
    fa="برش هرگز اعتراض نمی‌کند: خودتان بزرگ‌ترین اندازه را با کوچک‌ترین رده بسنجید.",
)
def test_impossible_sizes_are_refused(student, draw):
    """ValueError for a negative size and for one more than the smallest class has; exact."""
    rows = _balanced_rows(draw, 4)
    least = min(Counter(row["category"] for row in rows).values())
    for sizes in ([1, -1], [-2], [0, least + 1], [least + 1, 1]):
        with raises(ValueError, of="nested_subsets(…)"):
            student.nested_subsets(rows, list(range(len(rows))), sizes, draw.seed())


@points(2)
@title(en="Persian examples are added, English stays", fa="نمونه‌های فارسی افزوده می‌شوند و انگلیسی می‌ماند")
@hint(
    en="A copy of the row with source := targets, behind all rows; the rows passed in are not touched.",
    fa="رونوشتی از ردیف با source := targets، پس از همهٔ ردیف‌ها؛ به ردیف‌های ورودی دست نزنید.",
)
def test_examples_are_added(student, draw):
    """Rows, then the examples in their order, once and three times, none at all; the rows passed in stay; exact."""
    rows = draw_rows(draw, 9)
    shots = draw.rng.sample(range(9), k=3)
    for chosen, arguments in ((shots, ()), (shots, (3,)), ([], ())):
        kept = student.kit.hold(rows)
        added = [{**rows[index], "source": rows[index]["targets"]} for index in chosen]
        expect(student.with_shots(kept, chosen, *arguments), "with_shots(…)").is_list().equals(
            [*rows, *(added * (arguments[0] if arguments else 1))],
            because=Text(
                en="all English rows stay, and each example is a new row behind them",
                fa="همهٔ ردیف‌های انگلیسی می‌مانند و هر نمونه ردیفی تازه پس از آن‌هاست",
            ),
        )
        expect(student.kit.value(kept), "the rows passed in").equals(
            rows, because=Text(en="they were modified", fa="تغییر کرده‌اند")
        )


def _scores(draw, sizes: list[int], runs: int) -> dict[int, list[float]]:
    """Accuracies that share their seeds' luck, the sizes in a drawn order."""
    luck = [draw.rng.uniform(-0.15, 0.15) for _ in range(runs)]
    order = draw.rng.sample(sizes, k=len(sizes))
    return {
        k: [0.5 + 0.05 * sizes.index(k) + shift + draw.rng.uniform(-0.02, 0.02) for shift in luck]
        for k in order
    }


@points(2)
@title(en="The curve's gains are paired by seed", fa="سود منحنی بذر به بذر حساب می‌شود")
@hint(
    en="Subtract the run with 0 examples of the same seed; then mean and stdev / √n of these differences.",
    fa="اجرای بدون نمونهٔ همان بذر را کم کنید؛ سپس میانگین و stdev / √n این تفاوت‌ها.",
)
def test_gains_are_paired(student, draw):
    """Against the statistics module for two numbers of runs, sizes out of order; within 1e-9; ValueError where pairs lack."""
    for sizes, runs in (([0, 1, 4, 16], 5), ([0, 2], 2)):
        scores = _scores(draw, sizes, runs)
        curve = student.learning_curve(scores)
        expect(curve, "learning_curve(…)").is_list(length=len(sizes))
        for row, k in zip(curve, sizes, strict=True):
            gains = [score - start for score, start in zip(scores[k], scores[0], strict=True)]
            expect(row, f"the row of {k}").is_dict(keys=["k", "mean", "gain", "error", "n"])
            expected = {
                "k": k,
                "mean": statistics.fmean(scores[k]),
                "gain": statistics.fmean(gains),
                "error": statistics.stdev(gains) / math.sqrt(runs),
                "n": runs,
            }
            for key, value in expected.items():
                expect(row[key], f"{key!r} of {k} examples").is_number().is_close(
                    value,
                    atol=1e-9,
                    because=Text(
                        en="the smallest size first; gain and error are of the differences at equal seeds",
                        fa="اول کوچک‌ترین اندازه؛ gain و error مال تفاوت‌های بذرهای یکسان است",
                    ),
                )
    for scores in ({1: [0.5, 0.6]}, {0: [0.5, 0.6], 2: [0.7]}, {0: [0.5], 2: [0.7]}, {}):
        with raises(ValueError, of="learning_curve(…)"):
            student.learning_curve(scores)


def _curve(means: list[float]) -> list[dict[str, Any]]:
    return [
        {"k": k, "mean": mean, "gain": mean - means[0], "error": 0.01 + 0.005 * index, "n": 3}
        for index, (k, mean) in enumerate(zip((0, 1, 2, 4, 8, 16), means, strict=False))
    ]


@points(2)
@title(en="How many examples close the gap, for good", fa="چند نمونه شکاف را می‌بندد و بسته نگه می‌دارد")
@hint(
    en="Go from the largest size down, for as long as the mean is high enough.",
    fa="از بزرگ‌ترین اندازه پایین بیایید، تا وقتی میانگین به اندازهٔ کافی بالاست.",
)
def test_the_gap_stays_closed(student, draw):
    """Rises, a lucky size that falls back, never, at once, exactly at the bound, other shares; no gap: ValueError."""
    low = draw.rng.uniform(0.3, 0.5)

    def at(*shares: float) -> list[dict[str, Any]]:
        """Means at these shares of a gap of 0.4."""
        return _curve([low + 0.4 * share for share in shares])

    cases: list[tuple[list[dict[str, Any]], tuple[float, ...], int | None]] = [
        (at(0, 0.1, 0.3, 0.6, 0.7, 0.9), (), 4),
        (at(0, 0.6, 0.3, 0.4, 0.7, 0.9), (), 8),
        (at(0, 0.6, 0.7, 0.8, 0.9, 0.4), (), None),
        (at(0, 0.1, 0.2, 0.2, 0.3, 0.4), (), None),
        (at(0, 0.6, 0.7, 0.6, 0.8, 0.9), (), 1),
        (at(0, 0.2, 0.3, 0.5, 0.8, 0.9), (), 4),
        (at(0, 0.1, 0.3, 0.6, 0.85, 0.9), (0.8,), 8),
        (at(0, 0.2, 0.3, 0.6, 0.7, 1.0), (1.0,), 16),
        (at(0, 0.3, 0.4), (0.25,), 1),
    ]
    for curve, arguments, wanted in cases:
        expect(student.examples_needed(curve, low + 0.4, *arguments), "examples_needed(…)").equals(
            wanted,
            because=Text(
                en="the share is of the gap, and every larger size has to hold it too",
                fa="سهم از شکاف است و همهٔ اندازه‌های بزرگ‌تر هم باید نگهش دارند",
            ),
        )
    for curve, english, share in (
        (at(0, 0.5), low, 0.5), (at(0, 0.5), low - 0.1, 0.5), (at(0, 0.5), 0.99, 0.0), (at(0, 0.5), 0.99, 1.5),
    ):  # fmt: skip
        with raises(ValueError, of="examples_needed(…)"):
            student.examples_needed(curve, english, share)


@points(3)
@title(
    en="The plot shows the curve, its errors, English and k = 0",
    fa="نمودار، منحنی و خطاها و انگلیسی و k = 0 را نشان می‌دهد",
)
@hint(
    en="errorbar(k, mean, yerr=error), axhline(english), a legend, labels, and “symlog” or a linear scale.",
    fa="errorbar(k, mean, yerr=error)، axhline(english)، راهنما، نام محورها، و مقیاس «symlog» یا خطی.",
)
def test_the_plot_shows_the_curve(student, draw):
    """Points, error bars and the horizontal line within 1e-6 of what was passed, at the sizes; labels and legend."""
    means = [draw.rng.uniform(0.4, 0.9) for _ in range(6)]
    curve, english = _curve(means), draw.rng.uniform(0.92, 0.99)
    figure = student.plot_curve(curve, english)
    shown = only_axes(student, figure, "plot_curve(…)")
    expect_labels(shown)
    expect(len([name for name in shown["legend"] if name.strip()]), "the names in the legend").at_least(2)
    sizes = [float(row["k"]) for row in curve]
    expect(
        any(
            len(line["x"]) == len(sizes) and _near(line["x"], sizes) and _near(line["y"], means)
            for line in shown["lines"]
        ),
        "“a line has a point at (k, mean) of each row, in order”",
    ).is_true()
    for row in curve:
        wanted = [row["mean"] - row["error"], row["mean"] + row["error"]]
        expect(
            any(_near(ends, wanted) for ends in shown["intervals"]),
            f"“an error bar at k = {row['k']} goes from mean − error to mean + error”",
        ).is_true()
    expect(
        any(
            len(set(line["y"])) == 1 and _near(line["y"][:1], [english])
            for line in shown["lines"]
            if line["y"]
        ),
        "“a horizontal line stands at English”",
    ).is_true(
        because=Text(
            en="without the level of English nobody sees how much of the gap is left",
            fa="بی‌سطح انگلیسی کسی نمی‌بیند چقدر از شکاف مانده است",
        )
    )
    expect(shown["xscale"] != "log", "“k = 0 has a place on the scale”").is_true(
        because=Text(en="the logarithm of 0 is −∞", fa="لگاریتم 0 برابر −∞ است")
    )


def _near(values: list[float], wanted: list[float]) -> bool:
    return all(math.isclose(one, other, abs_tol=1e-6) for one, other in zip(values, wanted, strict=True))
