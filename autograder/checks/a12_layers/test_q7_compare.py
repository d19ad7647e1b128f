"""Checks of question 7: the same seeds for all, honest intervals, and a plot that shows them."""

import math
import statistics

from scipy import stats

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.authoring.figures import expect_labels, only_axes

TREATMENTS = ("all", "first_9_frozen", "all_but_last_frozen", "first_9_kept", "half_heads_pruned")


def _scores(draw, runs: int = 5) -> dict[str, list[float]]:
    """Accuracies of the five treatments; means at least 0.04 apart, so that their order is no matter of
    rounding.
    """
    return {
        treatment: [0.5 + 0.08 * place + draw.rng.uniform(-0.02, 0.02) for _ in range(runs)]
        for place, treatment in enumerate(draw.rng.sample(TREATMENTS, k=5))
    }


def _interval(values: list[float], confidence: float) -> tuple[float, float]:
    low, high = stats.t.interval(
        confidence,
        df=len(values) - 1,
        loc=statistics.fmean(values),
        scale=statistics.stdev(values) / math.sqrt(len(values)),
    )
    return float(low), float(high)


def _expect_rows(student, scores: dict[str, list[float]], *arguments: float) -> list[dict]:
    rows = student.summarise(scores, *arguments)
    expect(rows, "summarise(scores)").is_list(length=len(scores))
    for index, row in enumerate(rows):
        expect(row, f"row {index}").is_dict(keys=["treatment", "mean", "std", "low", "high", "n"])
        expect(row["treatment"], f"“treatment” of row {index}").is_string()
        for key in ("mean", "std", "low", "high", "n"):
            expect(row[key], f"{key!r} of row {index}").is_number()
    expect(sorted(row["treatment"] for row in rows), "the treatments of the rows, sorted").equals(
        sorted(scores)
    )
    return rows


@points(1)
@title(en="Every treatment gets the same seeds", fa="همهٔ روش‌ها بذرهای یکسان می‌گیرند")
@hint(
    en="Two loops: for each treatment, for each seed, one call; keep the scores in the order of the seeds.",
    fa="دو حلقه: برای هر روش و هر بذر یک فراخوانی؛ نمره‌ها به ترتیب بذرها بمانند.",
)
def test_every_treatment_gets_the_same_seeds(student, draw):
    """A recorded callable is asked for each pair once; scores in the order of the seeds; exact."""
    treatments, seeds = ["all", "first_9_kept", "half_heads_pruned"], draw.rng.sample(range(1000), k=4)
    # Answers for other seeds too, so that a wrong seed is a wrong score and not an error.
    table = {f"{treatment}/{seed}": draw.rng.random() for treatment in treatments for seed in range(1100)}
    callback = student.kit.callback(table)
    result = student.run_all(callback, treatments, seeds)
    because = Text(
        en="each treatment runs once with each of the given seeds, the same for all",
        fa="هر روش با هر یک از بذرهای داده‌شده یک بار اجرا می‌شود و بذرها برای همه یکی است",
    )
    expect(result, "run_all(…)").is_dict().equals(
        {treatment: [table[f"{treatment}/{seed}"] for seed in seeds] for treatment in treatments},
        because=because,
    )
    calls = sorted("/".join(map(str, call)) for call in student.kit.calls(callback))
    wanted = sorted(f"{treatment}/{seed}" for treatment in treatments for seed in seeds)
    expect(calls, "the runs that were asked for, sorted").equals(wanted, because=because)


@points(2)
@title(en="Mean, standard deviation and t interval", fa="میانگین، انحراف معیار و بازهٔ t")
@hint(
    en="std divides by n − 1; the margin is t · std / √n with "
    "the two-sided quantile of n − 1 degrees of freedom.",
    fa="در std بر n − 1 تقسیم می‌شود؛ حاشیه t · std / √n است با چندک دوطرفهٔ n − 1 درجهٔ آزادی.",
)
def test_summary_matches_student_t(student, draw):
    """Against scipy for two numbers of runs and two levels; within 1e-9 (a few float64 operations on
    numbers below 1).
    """
    for runs, arguments in ((5, ()), (3, (0.8,))):
        scores = _scores(draw, runs)
        for row in _expect_rows(student, scores, *arguments):
            values = scores[row["treatment"]]
            low, high = _interval(values, *(arguments or (0.95,)))
            expected = {
                "mean": (statistics.fmean(values), Text(en="the mean of the scores", fa="میانگین نمره‌ها")),
                "std": (
                    statistics.stdev(values),
                    Text(
                        en="the sample standard deviation divides by n − 1",
                        fa="انحراف معیار نمونه بر n − 1 تقسیم می‌شود",
                    ),
                ),
                "low": (
                    low,
                    Text(
                        en="the interval of the mean needs √n and Student's "
                        "t (not 1.96), half of the rest on each side",
                        fa="بازهٔ میانگین به √n و t استیودنت نیاز دارد (نه "
                        "1.96) و باقی‌مانده را در دو سو نصف می‌کند",
                    ),
                ),
                "high": (
                    high,
                    Text(
                        en="the interval is symmetric around the mean", fa="بازه پیرامون میانگین متقارن است"
                    ),
                ),
                "n": (runs, Text(en="n is the number of scores", fa="n شمار نمره‌هاست")),
            }
            for key, (value, because) in expected.items():
                expect(row[key], f"{key!r} of {runs} scores").is_close(value, atol=1e-9, because=because)


@points(1)
@title(en="The best treatment comes first", fa="بهترین روش اول می‌آید")
@hint(
    en="Sort the rows by their mean, the largest first.",
    fa="سطرها را بر پایهٔ میانگین و از بزرگ به کوچک مرتب کنید.",
)
def test_the_best_comes_first(student, draw):
    """Order of the treatments by the mean of their scores, which differ by 0.04 or more; exact."""
    scores = _scores(draw)
    order = sorted(scores, key=lambda treatment: statistics.fmean(scores[treatment]), reverse=True)
    expect(
        [row["treatment"] for row in _expect_rows(student, scores)], "the treatments in the order of the rows"
    ).equals(order, because=Text(en="best mean first", fa="بهترین میانگین اول"))


@points(1)
@title(en="One run has no interval", fa="یک اجرا بازه ندارد")
@hint(en="Raise ValueError for fewer than two scores.", fa="برای کمتر از دو نمره ValueError بدهید.")
def test_a_single_score_raises(student, draw):
    """ValueError from summarise and paired_difference for one score, and for scores that cannot be
    paired; exact.
    """
    with raises(ValueError, of="summarise(…)"):
        student.summarise({"all": [0.7, 0.8], "first_9_kept": [0.7]})
    with raises(ValueError, of="paired_difference(…)"):
        student.paired_difference([0.7], [0.6])
    with raises(ValueError, of="paired_difference(…)"):
        student.paired_difference([0.7, 0.8, 0.9], [0.6, 0.7])


def _expect_difference(student, a: list[float], b: list[float], *arguments: float) -> dict:
    result = student.paired_difference(a, b, *arguments)
    expect(result, "paired_difference(a, b)").is_dict(keys=["difference", "low", "high", "significant"])
    for key in ("difference", "low", "high"):
        expect(result[key], f"{key!r}").is_number()
    expect(result["significant"], "'significant'").is_bool()
    return result


@points(2)
@title(en="The interval is that of the paired differences", fa="بازه، بازهٔ تفاوت‌های زوجی است")
@hint(
    en="Subtract seed by seed first; the t interval of these n "
    "differences is narrower when the seeds matter to both.",
    fa="اول بذر به بذر تفریق کنید؛ بازهٔ t این n تفاوت، وقتی بذر بر هر دو اثر دارد، باریک‌تر است.",
)
def test_the_interval_is_paired(student, draw):
    """Scores that share their seeds' luck (±0.1), differences of ±0.01, against scipy; within 1e-9
    (float64).
    """
    for runs, arguments in ((6, ()), (4, (0.9,))):
        luck = [draw.rng.uniform(-0.1, 0.1) for _ in range(runs)]
        a = [0.7 + shift + draw.rng.uniform(-0.01, 0.01) for shift in luck]
        b = [0.66 + shift for shift in luck]
        a, b = (b, a) if arguments else (a, b)
        differences = [first - second for first, second in zip(a, b, strict=True)]
        result = _expect_difference(student, a, b, *arguments)
        low, high = _interval(differences, *(arguments or (0.95,)))
        for key, value in (("difference", statistics.fmean(differences)), ("low", low), ("high", high)):
            expect(result[key], f"{key!r} of {runs} pairs").is_close(
                value,
                atol=1e-9,
                because=Text(
                    en="a − b is taken seed by seed; the spread is that "
                    "of the differences, not of a and b apart",
                    fa="a − b بذر به بذر گرفته می‌شود؛ پراکندگی، "
                    "پراکندگیِ تفاوت‌هاست، نه پراکندگی جداگانهٔ a و b",
                ),
            )


@points(1)
@depends("test_the_interval_is_paired")
@title(en="Significant means that 0 is outside the interval", fa="معنادار یعنی 0 بیرون بازه است")
@hint(
    en="A difference may be large and yet not significant, or negative and significant.",
    fa="تفاوت ممکن است بزرگ باشد و معنادار نباشد، یا منفی باشد و معنادار باشد.",
)
def test_the_verdict_follows_the_interval(student, draw):
    """Cases far from the border (|t| above 10 or below 1), in both directions, and differences that are
    all the same.
    """
    cases = [
        ([0.70, 0.72, 0.71, 0.73], [0.60, 0.61, 0.62, 0.62], True),
        ([0.60, 0.61, 0.62, 0.62], [0.70, 0.72, 0.71, 0.73], True),
        ([0.70, 0.90, 0.50, 0.80], [0.60, 0.55, 0.75, 0.62], False),
        ([0.5, 0.75, 0.5], [0.25, 0.5, 0.25], True),
        ([0.5, 0.75, 0.5], [0.5, 0.75, 0.5], False),
    ]
    for a, b, significant in cases:
        result = _expect_difference(student, a, b)
        expect(result["significant"], f"'significant' for {a} and {b}").equals(
            significant,
            because=Text(
                en="the verdict is whether 0 lies outside the interval, on either side",
                fa="حکم این است که 0 بیرون بازه باشد، در هر سویی",
            ),
        )


@points(2)
@depends("test_summary_matches_student_t")
@title(en="The plot shows means, intervals and names", fa="نمودار میانگین‌ها، بازه‌ها و نام‌ها را نشان می‌دهد")
@hint(
    en="Error bars take distances from the mean, not positions: [mean − low, high − mean]. Label both axes.",
    fa="میلهٔ خطا فاصله از میانگین می‌گیرد، نه جا: [mean − low, high − mean]. هر دو محور را نام‌گذاری کنید.",
)
def test_the_plot_shows_means_and_intervals(student, draw):
    """A Figure whose artists stand at the means and reach from low to high (within 1e-6), each name once,
    both labels.
    """
    rows = []
    for place, treatment in enumerate(TREATMENTS):
        mean = 0.8 - 0.07 * place + draw.rng.uniform(-0.01, 0.01)
        # Lopsided, so that a bar of the wrong side shows.
        below, above = draw.rng.uniform(0.01, 0.03), draw.rng.uniform(0.04, 0.06)
        rows.append(
            {
                "treatment": treatment,
                "mean": mean,
                "std": 0.02,
                "low": mean - below,
                "high": mean + above,
                "n": 5,
            }
        )
    figure = student.plot_summary(rows)
    shown = only_axes(student, figure, "plot_summary(rows)")
    expect_labels(shown)
    names = [*shown["xticklabels"], *shown["yticklabels"], *shown["legend"]]
    expect(
        [name for name in names if name in TREATMENTS], "the treatments named at the axes and in the legend"
    ).equals(
        list(TREATMENTS),
        because=Text(
            en="each treatment is named once, in the order of the rows, so that the name fits the bar",
            fa="نام هر روش یک بار و به ترتیب سطرها می‌آید تا با میلهٔ خودش جور باشد",
        ),
    )
    for row in rows:
        expect(
            _has_mean(shown, row["mean"]), f"“a bar or point shows the mean of {row['treatment']!r}”"
        ).is_true()
        expect(
            any(
                math.isclose(min(ends), row["low"], abs_tol=1e-6)
                and math.isclose(max(ends), row["high"], abs_tol=1e-6)
                for ends in shown["intervals"]
            ),
            f"“an error bar of {row['treatment']!r} goes from low to high”",
        ).is_true(
            because=Text(
                en="the error bar goes from low to high: yerr takes "
                "the distances from the mean, below and above",
                fa="میلهٔ خطا از low تا high است: yerr فاصله‌ها از میانگین را می‌گیرد، پایین و بالا",
            )
        )


def _has_mean(shown: dict, mean: float) -> bool:
    """Whether a bar ends at the mean, or a point or line marker stands there, upright or lying."""
    ends = [
        bar[start] + bar[size] for bar in shown["bars"] for start, size in (("y", "height"), ("x", "width"))
    ]
    marks = [value for line in shown["lines"] for axis in ("x", "y") for value in line[axis]]
    spots = [value for point in shown["points"] for value in point]
    return any(math.isclose(value, mean, abs_tol=1e-6) for value in [*ends, *marks, *spots])
