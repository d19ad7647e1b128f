"""Checks of question 1: what goes and why, what stays, what leaks, and what the counts and the plot say."""

import math

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.authoring.figures import expect_apart, expect_labels, names_of_colors, only_axes
from autograder.checks.a01_entailment.rows import awkward, expected_drops, misspelt, normalised

LABELS = ("e", "n", "c")
REASONS = ("label", "no words", "conflict", "duplicate")


def _clean(student, rows: list[dict], spelling: str = "persian") -> tuple[list[dict], dict[int, str]]:
    """What the student's `clean` keeps, and what it drops for which reason."""
    result = student.clean(rows, student.kit.keep.text_function(spelling))
    expect(result, "clean(rows, normalise)").is_dict(keys=["rows", "dropped"])
    expect(result["rows"], "“rows”").is_list()
    expect(result["dropped"], "“dropped”").is_list()
    for place, entry in enumerate(result["dropped"]):
        expect(entry, f"entry {place} of “dropped”").is_dict(keys=["row", "reason"])
        expect(entry["row"], f"“row” of entry {place}").is_number()
        expect(entry["reason"], f"“reason” of entry {place}").is_string()
    return result["rows"], {entry["row"]: entry["reason"] for entry in result["dropped"]}


def _expect_drops(student, rows: list[dict], because: Text, spelling: str = "persian") -> None:
    """Expects exactly the rows to go that the oracle names, for its reasons, in rising order."""
    expected = expected_drops(rows, normalised if spelling == "persian" else str.lower)
    kept, dropped = _clean(student, rows, spelling)
    expect(list(dropped), "the rows that were dropped").equals(list(expected), because=because)
    expect(list(dropped.values()), f"the reasons for which rows {list(expected)} were dropped").equals(
        list(expected.values()), because=because
    )
    expect(kept, "the rows that stay").equals(
        [row for index, row in enumerate(rows) if index not in expected], because=because
    )


def _planted(draw, rows: list[dict], *planted: dict) -> list[dict]:
    """The rows with others at random places among them."""
    mixed = list(rows)
    for row in planted:
        mixed.insert(draw.rng.randrange(len(mixed) + 1), row)
    return mixed


@points(2)
@title(en="Rows with another label, or without words, go", fa="ردیف‌های بی‌واژه یا با برچسب دیگر می‌روند")
@hint(
    en="A label has to be one of LABELS exactly; a sentence needs one character that str.isalnum accepts.",
    fa="برچسب باید دقیقاً یکی از LABELS باشد؛ جمله دست‌کم یک نویسه می‌خواهد که str.isalnum بپذیرد.",
)
def test_rows_without_a_label_or_words_go(student, draw):
    """Labels xx, -, "", E, "e " and sentences "", "--", blanks, each at a random place among clean rows; exact."""
    rows = draw.labelled_rows("parsinlu-entailment", 9)
    faults = [
        {**draw.rng.choice(rows), "sent1": f"جملهٔ {label!r}", "label": label}  # nobody's copy
        for label in ("xx", "-", "", "E", "e ", "en")
    ]
    faults += [{**draw.rng.choice(rows), "sent1": "xx", "sent2": "xx", "label": "xx"}]
    faults += [
        {**draw.rng.choice(rows), key: empty}
        for key, empty in (("sent1", "--"), ("sent2", "--"), ("sent1", ""), ("sent2", " \n"), ("sent2", "؟!"))
    ]
    faults.append({**draw.rng.choice(rows), "sent2": "…", "label": "-"})
    _expect_drops(
        student,
        _planted(draw, rows, *faults),
        Text(
            en="a row goes when its label is not e, n or c, or when one of its sentences has no letter and no digit; of two "
            "reasons the first of REASONS counts",
            fa="ردیف وقتی می‌رود که برچسبش e یا n یا c نیست، یا یکی از جمله‌هایش نه حرف دارد و نه رقم؛ از دو دلیل، "
            "آنکه در REASONS جلوتر است",
        ),
    )


@points(2)
@depends("test_rows_without_a_label_or_words_go")
@title(en="Of equal rows the first stays", fa="از ردیف‌های یکسان اولی می‌ماند")
@hint(
    en="Compare (normalise(sent1), normalise(sent2)); a row dropped for its label is nobody's duplicate.",
    fa="(normalise(sent1), normalise(sent2)) را مقایسه کنید؛ ردیفی که به‌خاطر برچسبش رفته، تکراریِ کسی نیست.",
)
def test_the_first_of_equal_rows_stays(student, draw):
    """Copies in the same and in another spelling, three of one row, a copy of a dropped row; exact."""
    rows = draw.labelled_rows("parsinlu-entailment", 9)
    first, second, third = draw.rng.sample(rows, 3)
    copies = [dict(first), misspelt(first), {**misspelt(first), "source": "elsewhere"}, misspelt(second)]
    broken = {**third, "sent2": third["sent2"] + " دیگر", "label": "xx"}
    mixed = [broken, *_planted(draw, rows, *copies), {**broken, "label": "n"}]
    because = Text(
        en="two rows are equal when both sentences are equal after normalise, and the labels too; the first of them stays",
        fa="دو ردیف وقتی یکسان‌اند که هر دو جمله‌شان پس از normalise و برچسبشان یکی باشد؛ اولی می‌ماند",
    )
    _expect_drops(student, mixed, because)
    words = ["Tehran", "Shiraz", "Yazd"]
    cased = [
        {"sent1": word, "sent2": other, "label": draw.rng.choice(LABELS), "source": "x"}
        for word in words
        for other in words
    ]
    again = draw.rng.choice(cased)
    cased.append({**again, "sent1": again["sent1"].upper(), "sent2": again["sent2"].lower()})
    _expect_drops(student, cased, because, spelling="lower")


@points(2)
@depends("test_the_first_of_equal_rows_stays")
@title(en="A pair with two labels goes altogether", fa="جفتی که دو برچسب دارد همه‌اش می‌رود")
@hint(
    en="Collect the labels of each pair first, over all rows that are left; then decide row by row.",
    fa="اول برچسب‌های هر جفت را از همهٔ ردیف‌های باقی‌مانده جمع کنید؛ بعد ردیف به ردیف تصمیم بگیرید.",
)
def test_pairs_with_two_labels_go(student, draw):
    """Two and three labels on one pair, a conflict in another spelling, a conflict with a row that has no true label; exact."""
    rows = draw.labelled_rows("parsinlu-entailment", 9)
    first, second, third, fourth = draw.rng.sample(rows, 4)

    def other(row: dict, step: int = 1) -> str:
        return LABELS[(LABELS.index(row["label"]) + step) % 3]

    faults = [
        {**first, "label": other(first)},
        dict(first),
        {**misspelt(second), "label": other(second)},
        {**third, "label": other(third)},
        {**third, "label": other(third, 2)},
        {**fourth, "label": "-"},
    ]
    _expect_drops(
        student,
        _planted(draw, rows, *faults),
        Text(
            en="nobody knows which of the labels is right: every row of such a pair is a conflict, the first one too; a row "
            "without a true label makes no conflict",
            fa="کسی نمی‌داند کدام برچسب درست است: همهٔ ردیف‌های چنین جفتی conflict‌اند، حتی اولی؛ ردیفی که برچسب "
            "درستی ندارد conflict نمی‌سازد",
        ),
    )


@points(2)
@title(en="No good row is dropped or changed", fa="هیچ ردیف خوبی نمی‌رود و عوض نمی‌شود")
@hint(
    en="Cleaning is no spell-checking: rows stay as they were, in their order, and odd is not bad.",
    fa="پاک‌سازی غلط‌گیری نیست: ردیف‌ها همان‌طور و به همان ترتیب می‌مانند، و عجیب با بد فرق دارد.",
)
def test_good_rows_stay_as_they_are(student, draw):
    """Rows with the oddities of the real set that are no reason to go, none may be missing or changed; exact."""
    good = awkward(draw)
    handle = student.kit.hold(good)
    result = student.clean(handle, student.kit.keep.text_function("persian"))
    expect(result, "clean(rows, normalise)").is_dict(keys=["rows", "dropped"])
    because = Text(
        en="one sentence shared, a pair in the other order, two equal sentences, line breaks, Arabic letters, digits alone: "
        "none of these is a reason",
        fa="یک جملهٔ مشترک، جفتِ وارونه، دو جملهٔ یکسان، شکست سطر، حروف عربی، رقمِ تنها: هیچ‌کدام دلیل حذف نیست",
    )
    expect(result["dropped"], "“dropped” of rows that are all good").equals([], because=because)
    expect(result["rows"], "“rows” of rows that are all good").equals(good, because=because)
    expect(student.kit.value(handle), "the list that was passed in").equals(
        good, because=Text(en="its rows were changed in place", fa="ردیف‌هایش درجا تغییر کرده‌اند")
    )


@points(3)
@title(en="Rows that are in another split are found", fa="ردیف‌هایی که در بخش دیگر هم هستند پیدا می‌شوند")
@hint(
    en="Put the pairs of normalised sentences of one split in a set, and look up those of the other.",
    fa="جفت جمله‌های یکسان‌شدهٔ یک بخش را در مجموعه‌ای بگذارید و جفت‌های بخش دیگر را در آن بجویید.",
)
def test_leaked_rows_are_found(student, draw):
    """Copies in other spellings, with other labels, twice; rows that share a sentence, swapped ones; exact."""
    rows = draw.labelled_rows("parsinlu-entailment", 18)
    known, fresh = rows[:9], rows[9:]
    first, second, third, fourth, fifth = draw.rng.sample(known, 5)
    leaks = [
        dict(first),
        misspelt(second),
        {
            **misspelt(third),
            "label": draw.rng.choice(sorted({"e", "n", "c", "-"} - {third["label"]})),
            "source": "x",
        },
        dict(first),
    ]
    harmless = [
        {**fourth, "sent2": fifth["sent2"] + " دیگر"},
        {**fifth, "sent1": fourth["sent1"] + " دیگر"},
        {**fourth, "sent1": fourth["sent2"], "sent2": fourth["sent1"] + "؟"},
        {**fourth, "sent2": fourth["sent1"], "sent1": fourth["sent2"] + " هم"},
    ]
    mixed = _planted(draw, fresh, *leaks, *harmless)
    for spelling, function in (("persian", normalised), ("lower", str.lower)):
        pairs = {(function(row["sent1"]), function(row["sent2"])) for row in known}
        expected = [
            index
            for index, row in enumerate(mixed)
            if (function(row["sent1"]), function(row["sent2"])) in pairs
        ]
        found = student.leaked_rows(known, mixed, student.kit.keep.text_function(spelling))
        expect(found, f"leaked_rows(known, rows, {spelling})").is_list().equals(
            expected,
            because=Text(
                en="both sentences have to agree after normalise, whatever the label; every such row of the second split is "
                "told by its index there",
                fa="هر دو جمله باید پس از normalise یکی باشند، برچسب هرچه باشد؛ هر ردیفِ چنینی از بخش دوم با "
                "شماره‌اش در همان بخش می‌آید",
            ),
        )


@points(2)
@title(en="Values are counted, the most frequent first", fa="شمارش مقدارها، پربسامدترین اول")
@hint(
    en="Sort by (−count, value): Counter.most_common leaves ties in the order of their first appearance.",
    fa="بر پایهٔ (−شمار، مقدار) مرتب کنید: Counter.most_common برابرها را به ترتیب پیدایششان می‌گذارد.",
)
def test_values_are_counted_in_order(student, draw):
    """Random counts with ties, for two columns, and no rows; the order of the keys counts; exact."""
    sources = ["natural-wiki", "translation-train", "natural-voa", "translation-dev", "natural-miras"]
    sizes = [draw.rng.randint(2, 5), draw.rng.randint(6, 9), 1, 1, 1]
    draw.rng.shuffle(sources)
    values = [source for source, size in zip(sources, sizes, strict=True) for _ in range(size)]
    draw.rng.shuffle(values)
    single = [value for value in values if values.count(value) == 1]
    if single == sorted(single):  # The order of the alphabet must not be that of appearance.
        values.reverse()
    rows = [
        {"sent1": "a", "sent2": "b", "label": draw.rng.choice(LABELS), "source": value} for value in values
    ]
    for column in ("source", "label"):
        present = [row[column] for row in rows]
        order = sorted(set(present), key=lambda value: (-present.count(value), value))
        counted = student.count_values(rows, column)
        expect(counted, f"count_values(rows, {column!r})").is_dict()
        expect(
            [list(item) for item in counted.items()], f"the items of count_values(rows, {column!r})"
        ).equals(
            [[value, present.count(value)] for value in order],
            because=Text(
                en="the most frequent value comes first, equally frequent ones in the order of the alphabet",
                fa="پربسامدترین مقدار اول می‌آید و هم‌بسامدها به ترتیب الفبا",
            ),
        )
    expect(student.count_values([], "label"), "count_values([], 'label')").equals({})


@points(2)
@title(en="Percentiles of the lengths in words", fa="صدک‌های درازا به واژه")
@hint(
    en="len(text.split()), and np.percentile with percents from 0 to 100; sent1 and sent2 apart.",
    fa="len(text.split())، و np.percentile با درصدهای 0 تا 100؛ sent1 و sent2 جدا از هم.",
)
def test_percentiles_of_lengths_in_words(student, draw):
    """Sorted lengths and the formula of the docstring, odd white space, percents in random order; within 1e-9."""
    rows, lengths = [], {"sent1": [], "sent2": []}
    for _ in range(draw.rng.randint(5, 12)):
        row = {"label": "e", "source": "x"}
        for key, longest in (("sent1", 30), ("sent2", 12)):
            count = draw.rng.randint(1, longest)
            gaps = [draw.rng.choice([" ", "  ", "\n", " \t"]) for _ in range(count)]
            row[key] = " " + "".join(f"می\u200cروم{gap}" for gap in gaps)
            lengths[key].append(count)
        rows.append(row)
    percents = [0, 100, 50, *(draw.rng.uniform(1, 99) for _ in range(3))]
    draw.rng.shuffle(percents)
    result = student.length_percentiles(rows, percents)
    expect(result, "length_percentiles(rows, percents)").is_dict(keys=["sent1", "sent2"])
    for key, values in lengths.items():
        expected = []
        for percent in percents:
            place = percent / 100 * (len(values) - 1)
            below, above = math.floor(place), math.ceil(place)
            ordered = sorted(values)
            expected.append(ordered[below] + (place - below) * (ordered[above] - ordered[below]))
        expect(result[key], f"the percentiles of {key}").is_list(length=len(percents)).is_close(
            expected,
            atol=1e-9,
            because=Text(
                en="lengths count words (a ZWNJ is inside one), percents run from 0 to 100, and the answers come in their order",
                fa="درازا شمار واژه‌هاست (نیم‌فاصله درون واژه است)، درصدها از 0 تا 100‌اند و پاسخ‌ها به ترتیب آن‌ها",
            ),
        )
    with raises(ValueError, of="length_percentiles(…)"):
        student.length_percentiles([], [50])


@points(3)
@title(en="The plot compares the labels of the splits", fa="نمودار برچسب‌های بخش‌ها را مقایسه می‌کند")
@hint(
    en="Divide the counts of a split by their sum; shift the bars of each split by one width; label= and axes.legend().",
    fa="شمارهای هر بخش را بر جمعشان تقسیم کنید؛ میله‌های هر بخش را یک پهنا جابه‌جا کنید؛ label= و axes.legend().",
)
def test_the_plot_compares_the_splits(student, draw):
    """Bars side by side whose heights are the share of the label at the tick in the split of the legend; within 1e-6."""
    sizes = {"train": 10, "dev": 3, "test": 25}
    counts = {
        split: {label: size * draw.rng.randint(5, 20) for label in LABELS} for split, size in sizes.items()
    }
    del counts["dev"]["n"]
    counts["test"]["-"] = 7
    shares = {
        split: {label: count.get(label, 0) / sum(count.get(each, 0) for each in LABELS) for label in LABELS}
        for split, count in counts.items()
    }
    figure = student.plot_labels(counts)
    shown = only_axes(student, figure, "plot_labels(counts)")
    expect_labels(shown)
    ticks = [name for name in shown["xticklabels"] if name.strip()]
    expect(ticks, "the tick labels").equals(
        list(LABELS),
        because=Text(en="one tick a label, in their order", fa="برای هر برچسب یک نشانه، به ترتیب"),
    )
    split_of = names_of_colors(shown, list(sizes))
    bars = sorted(shown["bars"], key=lambda bar: bar["x"])
    expect(bars, "the bars").is_list(length=9)
    expect_apart(bars)
    for place, label in enumerate(LABELS):
        heights = {
            split_of.get(tuple(bar["color"]), "?"): bar["y"] + bar["height"]
            for bar in bars[3 * place : 3 * place + 3]
        }
        expect(heights, f"the heights of the bars above {label!r}").is_dict(keys=list(sizes))
        for split in sizes:
            expect(heights[split], f"the bar of {split!r} above {label!r}").is_close(
                shares[split][label],
                atol=1e-6,
                because=Text(
                    en="a bar is the share of the label among the rows of its split whose label is in LABELS",
                    fa="هر میله سهم برچسب در میان ردیف‌هایی از همان بخش است که برچسبشان در LABELS است",
                ),
            )
