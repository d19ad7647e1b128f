"""Checks of question 1: spreadsheets into a DatasetDict, duplicates, and the spelling that gives a class away."""

import unicodedata
from typing import Any

from autograder.authoring import Text, depends, expect, fail, hint, points, raises, title
from autograder.grading.session import StudentError
from course.recipes.quran_bible_mizan import quirks

ZWNJ, LOOSE = "\u200c", "loose ZWNJ"
COLUMNS = ["source", "targets", "category"]
CATEGORIES = ["quran", "bible", "mizan"]
HEADER: list[Any] = [*COLUMNS]


def _line(draw, category: str = "bible") -> list[Any]:
    number = draw.rng.randrange(10**6)
    return [f"And verse {number} was told.", f"و آیهٔ {number} گفته شد.", category]


def _file(draw, count: int = 3) -> list[list[Any]]:
    return [HEADER, *(_line(draw, draw.rng.choice(CATEGORIES)) for _ in range(count))]


def _read(student, files: dict[str, list[list[Any]]], *arguments: Any) -> dict[str, Any]:
    """What the student's function makes of the files, as data."""
    splits = student.keep.read_splits(student.kit.write_spreadsheets(files), *arguments)
    expect(splits, "read_splits(…)").is_handle("DatasetDict")
    data = student.kit.splits_as_data(splits)
    expect(data, "the splits").is_dict()
    return data


def _rows(lines: list[list[Any]], categories: list[str] = CATEGORIES) -> list[dict[str, Any]]:
    return [
        {"source": source, "targets": targets, "category": categories.index(category)}
        for source, targets, category in lines
    ]


def _splits(student, splits: dict[str, list[list[str]]]) -> Any:
    named = {
        name: [dict(zip(COLUMNS, line, strict=True)) for line in lines] for name, lines in splits.items()
    }
    return student.kit.keep.build_splits(named, CATEGORIES)


@points(2)
@title(en="Each file becomes a split, each category a class", fa="هر پرونده یک بخش و هر دسته یک رده می‌شود")
@hint(
    en="Find the columns by the names in the first row; give the Dataset its features with a ClassLabel.",
    fa="ستون‌ها را از نامشان در سطر نخست پیدا کنید و به Dataset ویژگی‌هایش را با ClassLabel بدهید.",
)
def test_files_become_splits(student, draw):
    """Columns in another order and one too many, a repeated row, a second sheet, other names of splits and categories; exact."""
    first, second = [_line(draw, name) for name in ("mizan", "quran", "mizan")], [_line(draw)]
    first.append(first[0])
    turned = [["category", "note", "targets", "source"], *([c, "seen", b, a] for a, b, c in first)]
    order = ["mizan", "bible", "quran"]
    data = _read(student, {"dev.xlsx": [HEADER, *second], "train.xlsx": turned}, ["train", "dev"], order)
    expect(list(data), "the names of the splits").equals(["train", "dev"])
    for name, lines in (("train", first), ("dev", second)):
        expect(sorted(data[name]["columns"]), f"the columns of {name!r}, sorted").equals(sorted(COLUMNS))
        expect(data[name]["types"]["category"], f"the classes of {name!r}").equals(
            order,
            because=Text(
                en="“category” is a ClassLabel whose names are the categories in the order given",
                fa="«category» از نوع ClassLabel است و نام‌هایش همان دسته‌ها به ترتیب داده‌شده‌اند",
            ),
        )
        expect(data[name]["rows"], f"the rows of {name!r}").equals(
            _rows(lines, order),
            because=Text(
                en="rows keep their order and their repetitions, columns go by name and not by place",
                fa="سطرها با ترتیب و تکرارشان می‌مانند و ستون‌ها با نامشان شناخته می‌شوند، نه با جایشان",
            ),
        )


@points(2)
@depends("test_files_become_splits")
@title(en="A text that says “None” is a text", fa="متنی که «None» می‌گوید متن است")
@hint(
    en="pandas takes NA, None, null and nan for missing unless it is told not to (`keep_default_na=False`).",
    fa="pandas عبارت‌های NA و None و null و nan را خالی می‌پندارد مگر منعش کنید (`keep_default_na=False`).",
)
def test_texts_stay_as_they_are(student, draw):
    """Words that look missing, blanks, a number, lines left empty in the middle and at the end; exact."""
    texts = ["None", "NA", "null", "nan", "  two  blanks ", 12, "a\nb", f"كتاب{ZWNJ} او"]
    lines = [[text, f"متن {number}", "quran"] for number, text in enumerate(texts)]
    empty: list[Any] = [None, None, None]
    data = _read(
        student, {"train.xlsx": [HEADER, *lines[:4], empty, [None, "  ", None], *lines[4:], empty]}, ["train"]
    )
    expected = _rows([[str(text), *rest] for text, *rest in lines])
    expect(data["train"]["rows"], "the rows").equals(
        expected,
        because=Text(
            en="words such as None and NA are texts, a number becomes its text, empty lines are passed over and "
            "nothing is stripped",
            fa="واژه‌هایی مانند None و NA متن‌اند، عدد به متن خودش تبدیل می‌شود، سطرهای خالی کنار گذاشته می‌شوند و "
            "چیزی بریده نمی‌شود",
        ),
    )


def _refused(student, files: dict[str, list[list[Any]]], *mentions: str, kind: type = ValueError) -> None:
    """The reading must fail with one line that mentions all of these."""
    folder = student.kit.write_spreadsheets(files)
    splits = [name.removesuffix(".xlsx") for name in files] + ["test"] * (kind is FileNotFoundError)
    try:
        student.keep.read_splits(folder, splits)
    except StudentError as error:
        message = error.text.strip()
        for mention in mentions:
            with raises(kind, mentions=mention):
                raise
        if "\n" in message:
            fail(Text("The message should be one line.", "پیام باید یک سطر باشد."))
        return
    with raises(kind):
        pass


@points(3)
@depends("test_files_become_splits")
@title(en="A faulty row is named: file and row", fa="سطر خراب با نام پرونده و شمارهٔ سطر گفته می‌شود")
@hint(
    en="Count as the spreadsheet program does: the names are row 1, and rows left empty count too.",
    fa="مانند برنامهٔ صفحه‌گسترده بشمارید: نام ستون‌ها سطر ۱ است و سطرهای خالی هم شمرده می‌شوند.",
)
def test_a_faulty_row_is_named(student, draw):
    """Empty cells (nothing, blanks) and unknown categories (a blank, a capital) in rows 12 to 16 of the second file; exact."""
    faults: list[tuple[int, Any, str]] = [
        (0, None, "source"), (1, "  \t", "targets"), (2, None, "category"), (2, "Quran", "Quran"), (2, "bible ", "bible "),
    ]  # fmt: skip
    for place, cell, mention in faults:
        good = [_line(draw) for _ in range(14)]
        bad = _line(draw)
        bad[place] = cell
        row = draw.rng.randint(12, 16)
        lines = [HEADER, *good[: row - 3], [None, None, None], bad, *good[row - 3 :], [None, "b", "c"]]
        _refused(
            student,
            {"train.xlsx": _file(draw), "validation.xlsx": lines},
            "validation.xlsx",
            f"row {row}",
            mention,
        )


@points(2)
@title(en="A missing file or column is named", fa="پرونده یا ستونی که نیست نام برده می‌شود")
@hint(
    en="Look for the file and for each of the three names before you read rows.",
    fa="پیش از خواندن سطرها به دنبال پرونده و هر سه نام بگردید.",
)
def test_a_missing_file_or_column_is_named(student, draw):
    """A file that is not there, each column left out in turn, a sheet without rows and one without anything; exact."""
    _refused(student, {"train.xlsx": _file(draw)}, "test.xlsx", kind=FileNotFoundError)
    for column in COLUMNS:
        without = [name if name != column else "something" for name in COLUMNS]
        _refused(student, {"train.xlsx": [without, _line(draw)]}, "train.xlsx", column)
    _refused(student, {"dev.xlsx": [HEADER]}, "dev.xlsx")
    _refused(student, {"dev.xlsx": []}, "dev.xlsx")


@points(1)
@title(en="Balance counts every class, and the majority", fa="شمارش همهٔ رده‌ها و سهم پرشمارترین")
@hint(
    en="Take the names from the ClassLabel, so that a class without rows is there with 0.",
    fa="نام‌ها را از ClassLabel بگیرید تا رده‌ای که سطری ندارد با ۰ بیاید.",
)
def test_balance_counts_every_class(student, draw):
    """Three splits, one without a class, each with a majority of its own; exact counts, shares within 1e-9."""
    counts = {"train": (5, 2, 3), "validation": (1, 0, 3), "test": (1, 1, 1)}
    lines = {
        name: [
            _line(draw, category) for category, n in zip(CATEGORIES, numbers, strict=True) for _ in range(n)
        ]
        for name, numbers in counts.items()
    }
    result = student.class_balance(_splits(student, lines))
    expect(result, "class_balance(…)").is_dict(keys=counts)
    for name, numbers in counts.items():
        expect(result[name], f"the balance of {name!r}").is_dict(keys=[*CATEGORIES, "majority"])
        expect({key: result[name][key] for key in CATEGORIES}, f"the counts of {name!r}").equals(
            dict(zip(CATEGORIES, numbers, strict=True))
        )
        expect(result[name]["majority"], f"“majority” of {name!r}").is_close(
            max(numbers) / sum(numbers),
            atol=1e-9,
            because=Text(
                en="guessing earns the share of the commonest class of this split",
                fa="حدس زدن به اندازهٔ سهم پرشمارترین ردهٔ همین بخش امتیاز می‌آورد",
            ),
        )


@points(3)
@title(en="Duplicates are pairs, within splits and across", fa="تکراری یعنی جفت متن، درون بخش‌ها و میان آن‌ها")
@hint(
    en="Compare both texts and not the category; give the numbers of the rows that come later.",
    fa="هر دو متن را مقایسه کنید و نه دسته را؛ شمارهٔ سطرهایی را بدهید که دیرتر می‌آیند.",
)
def test_duplicates_are_pairs(student, draw):
    """A pair three times, one in all splits with another category, one side alone, spelling that differs; exact."""
    a, b, c, d = (_line(draw) for _ in range(4))
    other_side = [[a[0], b[1], "bible"], [b[0], a[1], "bible"]]
    capital = [c[0].upper(), c[1].upper(), "bible"]
    splits = {
        "train": [a, b, a, *other_side, a, c],
        "validation": [d, [*b[:2], "quran"], d],
        "test": [c, capital, d, a],
    }
    kept = _splits(student, splits)
    across = {
        "train/validation": [1],
        "train/test": [0, 3],
        "validation/test": [2],
    }
    expected = {"within": {"train": [2, 5], "validation": [2], "test": []}, "across": across}
    because = Text(
        en="a row is repeated if both texts are, whatever its category; one side alone is another translation",
        fa="سطری تکراری است که هر دو متنش تکراری باشد، با هر دسته‌ای؛ یک طرف به‌تنهایی ترجمه‌ای دیگر است",
    )
    expect(student.find_duplicates(kept), "find_duplicates(splits)").is_dict().equals(
        expected, because=because
    )
    expected["across"]["train/test"] = [0, 1, 3]
    expected["within"]["test"] = [1]
    upper = student.kit.keep.text_function("upper")
    expect(student.find_duplicates(kept, upper), "find_duplicates(splits, clean)").is_dict().equals(
        expected,
        because=Text(
            en="with `clean` both texts are compared as it leaves them",
            fa="با `clean` هر دو متن آن‌گونه مقایسه می‌شوند که پس از آن هستند",
        ),
    )


@points(2)
@depends("test_duplicates_are_pairs")
@title(en="Only the training split loses rows", fa="فقط بخش آموزش سطر از دست می‌دهد")
@hint(
    en="Keep the first of repeated rows; drop from “train” what occurs in any other split, and leave those alone.",
    fa="نخستینِ سطرهای تکراری را نگه دارید؛ آنچه در بخش‌های دیگر هم هست از «train» برود و آن‌ها دست نخورند.",
)
def test_only_training_loses_rows(student, draw):
    """Repeats within train and within test, pairs of train in each other split, with and without `clean`; exact."""
    a, b, c, d = (_line(draw, draw.rng.choice(CATEGORIES)) for _ in range(4))
    capital = [d[0].upper(), d[1].upper(), "mizan"]
    splits = {"validation": [c], "train": [a, b, a, c, d], "test": [b, b, capital]}
    upper = student.kit.keep.text_function("upper")
    for arguments, left in (((), [a, d]), ((upper,), [a])):
        kept = _splits(student, splits)
        result = student.keep.without_leaks(kept, *arguments)
        expect(result, "without_leaks(…)").is_handle("DatasetDict")
        data = student.kit.splits_as_data(result)
        expect(sorted(data), "the splits, sorted").equals(sorted(splits))
        expect(data["train"]["types"]["category"], "the classes of “train”").equals(CATEGORIES)
        for name, lines in {**splits, "train": left}.items():
            expect(data[name]["rows"], f"the rows of {name!r}").equals(
                _rows(lines),
                because=Text(
                    en="evaluation splits stay as published; “train” keeps the first of repeated rows and the texts as they were",
                    fa="بخش‌های ارزیابی همان‌اند که منتشر شده‌اند؛ «train» نخستین سطر تکراری را نگه می‌دارد و متن‌ها عوض نمی‌شوند",
                ),
            )
        before = student.kit.splits_as_data(kept)
        expect(before["train"]["rows"], "the rows of the splits that were given").equals(
            _rows(splits["train"]), because=Text(en="the argument was changed", fa="ورودی تغییر کرده است")
        )


@points(2)
@title(en="A ZWNJ joins or is loose", fa="نیم‌فاصله یا پیوند می‌دهد یا هرز است")
@hint(
    en="Look at the character before the whole run of ZWNJ and at the one after it, by their Unicode category.",
    fa="به نویسهٔ پیش از کل رشتهٔ نیم‌فاصله‌ها و نویسهٔ پس از آن، با ردهٔ یونیکدشان، نگاه کنید.",
)
def test_symbols_know_a_loose_zwnj(student, draw):
    """Fixed cases: inside, at the end, before a stop, between blanks, after a mark, before a digit, several in a row; exact."""
    cases = {
        f"می{ZWNJ}رود": {*"میرود", ZWNJ},
        f"کتاب{ZWNJ} او": {*"کتاباو", LOOSE},
        f"کتاب{ZWNJ}. می{ZWNJ}{ZWNJ}رود": {*"کتاب.میرود", ZWNJ, LOOSE},
        f"{ZWNJ}آن{ZWNJ}": {*"آن", LOOSE},
        f"لاکن\u0651{ZWNJ}ها": {*"لاکنها", "\u0651", ZWNJ},
        f"ب{ZWNJ}\u064eا": {*"با", "\u064e", LOOSE},
        f"۲{ZWNJ}تا و ق{ZWNJ}۷": {*"۲تاوق۷", ZWNJ},
        "a b\tا\u0653\u00a0!": {*"abا!", "\u0653"},
        "": set(),
    }
    for text, expected in cases.items():
        result = student.symbols(text)
        expect(result, f"symbols of {text!a}").is_handle("set")
        found = student.kit.symbols_as_list(result)
        expect(found, f"symbols of {text!a}, sorted").equals(
            sorted(expected),
            because=Text(
                en="white space is left out; a run of ZWNJ joins between a letter, mark or digit and a letter or digit, "
                "and is loose elsewhere",
                fa="فاصله‌ها کنار می‌روند؛ رشتهٔ نیم‌فاصله میان حرف یا نشانه یا رقم و حرف یا رقم پیوند می‌دهد و جای دیگر هرز است",
            ),
        )


@points(2)
@depends("test_symbols_know_a_loose_zwnj")
@title(en="Symbols of one class alone are found", fa="نشانه‌هایی که فقط یک رده دارد پیدا می‌شوند")
@hint(
    en="Count texts and not occurrences, and report a symbol only if every text that has it is of one class.",
    fa="متن‌ها را بشمارید و نه رخدادها را، و نشانه‌ای را گزارش کنید که همهٔ متن‌های دارنده‌اش از یک رده باشند.",
)
def test_symbols_of_one_class_are_found(student, draw):
    """Two leaks of unequal size, one symbol of a single text twice over, one shared; two values of min_rows; exact."""
    texts = ["كا", f"كب{ZWNJ}", f"كج{ZWNJ}", "هه", "هو", "هی", "اه", "QQQ", f"می{ZWNJ}ا", f"می{ZWNJ}ب", "یه"]
    labels = ["bible"] * 3 + ["quran"] * 5 + ["mizan"] * 2 + ["quran"]
    order = draw.rng.sample(range(len(texts)), len(texts))
    texts, labels = [texts[index] for index in order], [labels[index] for index in order]
    for least in (2, 3):
        expected = {"\u0643": {"label": "bible", "rows": 3}, "ه": {"label": "quran", "rows": 5}}
        if least == 2:
            expected |= {
                LOOSE: {"label": "bible", "rows": 2},
                ZWNJ: {"label": "mizan", "rows": 2},
                "م": {"label": "mizan", "rows": 2},
            }
        expect(
            student.exclusive_symbols(texts, labels, least), f"exclusive_symbols(…, {least})"
        ).is_dict().equals(
            expected,
            because=Text(
                en="a symbol is reported if at least min_rows texts have it and all of them are of one class",
                fa="نشانه‌ای گزارش می‌شود که دست‌کم min_rows متن آن را داشته باشند و همه از یک رده باشند",
            ),
        )


@points(2)
@title(en="Cleaning changes the spelling and nothing else", fa="پاک‌سازی املا را عوض می‌کند و نه چیز دیگر")
@hint(
    en="Five steps, in the order of the docstring. Digits, punctuation and blanks stay; so does a ZWNJ inside a word.",
    fa="پنج گام به ترتیب مستندات تابع. رقم‌ها و نشانه‌ها و فاصله‌ها می‌مانند و نیم‌فاصلهٔ درون واژه هم.",
)
def test_cleaning_changes_spelling_alone(student, draw):
    """Each rule by itself, where two of them meet, and texts that must not change; exact."""
    cases = {
        "\u064aك\u0649": "یکی",
        "ا\u0653ب": "آب",
        f"كتاب{ZWNJ} ها": "کتاب ها",
        f"می{ZWNJ}{ZWNJ}رود{ZWNJ}، {ZWNJ}او": f"می{ZWNJ}رود، او",
        "".join(f"ب{chr(code)}" for code in range(0x064B, 0x0653)): "ب" * 8,
        "بـــا": "با",
        f"گل\u0651{ZWNJ}ها": f"گل{ZWNJ}ها",
        f"گل{ZWNJ}\u0651ها": f"گل{ZWNJ}ها",
        f"گل{ZWNJ}ـ ها": "گل ها",
        "ا\u0640\u0653": "آ",
        f"ا{ZWNJ}\u0653": "آ",
    }
    kept = ["«آن  ۲ کتاب»؟ 3، ٤!", f"خانه{ZWNJ}ای ة", "An “English” text.\n", " ", "خانه\u0654", "\u0670"]
    for source, expected in [*cases.items(), *((text, text) for text in kept)]:
        expect(student.clean(source), f"clean of {source!a}").is_string().equals(
            expected,
            because=Text(
                en="the steps are NFC, letters, marks, ZWNJ, NFC, and whatever they do not name stays",
                fa="گام‌ها NFC، حرف‌ها، نشانه‌ها، نیم‌فاصله و باز NFC است و آنچه نام برده نشده می‌ماند",
            ),
        )


@points(2)
@depends("test_cleaning_changes_spelling_alone")
@title(en="The edition leaves no trace", fa="از چاپ کتاب نشانی نمی‌ماند")
@hint(
    en="Spoil a text as the bible rows are spoilt, clean it, and compare it with the cleaned original.",
    fa="متنی را مانند سطرهای کتاب مقدس خراب کنید، پاکش کنید و با اصلِ پاک‌شده بسنجید.",
)
def test_the_edition_leaves_no_trace(student, draw):
    """Forty fresh texts with the oddities of the bible rows: cleaned as without them, in NFC, and stable; exact."""
    because = Text(
        en="a text in the spelling of the other edition has to become the same string",
        fa="متنی با املای چاپ دیگر باید به همان رشته تبدیل شود",
    )
    for row in draw.labelled_rows("quran-bible-mizan", 40):
        text = quirks.normalise(row["targets"])
        odd = text.replace("ک", "\u0643")
        odd = odd.replace(" ", f"{ZWNJ} ", draw.rng.randint(1, 9))
        place = draw.rng.randrange(len(odd))
        # After a letter, so that the mark belongs to a word and not to a blank or a ZWNJ.
        place = next((index for index in range(place, len(odd)) if odd[index].isalpha()), len(odd) - 1)
        odd = unicodedata.normalize("NFD", odd[: place + 1] + "\u064e" + odd[place + 1 :])
        cleaned = student.clean(odd)
        expect(cleaned, f"clean of a spoilt text ({odd[:30]!a}…)").is_string().equals(
            student.clean(text), because=because
        )
        expect(student.clean(cleaned), "clean of a cleaned text").equals(cleaned, because=because)


@points(1)
@title(en="What a cue alone gives away", fa="یک نشانه به‌تنهایی چه را لو می‌دهد")
@hint(
    en="For each value of the cue count the labels; the guesser is right as often as the commonest of them.",
    fa="برای هر مقدار نشانه برچسب‌ها را بشمارید؛ حدس‌زننده به اندازهٔ پرشمارترینشان درست می‌گوید.",
)
def test_a_cue_is_worth_what_it_gives_away(student, draw):
    """Two values with 40 rows each, a cue that says nothing, one that says all, ValueErrors; within 1e-9."""
    labels = ["bible"] * 25 + ["quran"] * 15 + ["mizan"] * 21 + ["quran"] * 19
    cues = [True] * 40 + [False] * 40
    order = draw.rng.sample(range(80), 80)
    labels, cues = [labels[index] for index in order], [cues[index] for index in order]
    because = Text(
        en="each value of the cue has a commonest label of its own",
        fa="هر مقدار نشانه پرشمارترین برچسب خودش را دارد",
    )
    for cue, expected in ((cues, 46 / 80), ([0] * 80, 34 / 80), (labels, 1.0)):
        expect(student.cue_accuracy(cue, labels), "cue_accuracy(…)").is_close(
            expected, atol=1e-9, because=because
        )
    for cue, label in (([], []), ([1, 2], ["quran"])):
        with raises(ValueError, of="cue_accuracy(…)"):
            student.cue_accuracy(cue, label)
