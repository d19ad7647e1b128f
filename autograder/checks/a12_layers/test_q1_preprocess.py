"""Checks of question 1: the normaliser, stop words, ZWNJ, preprocessing of rows and its cost."""

import unicodedata

from autograder.authoring import Text, depends, expect, hint, points, raises, title

ZWNJ = "\u200c"
AWKWARD = (
    "اآبهسم\u064a\u0649\u0643\u0629\u06cc\u06a9"  # letters, Arabic and Persian
    "7\u0667\u06f7"  # one digit, three times
    "\u064b\u064e\u0651\u0653\u0654\u0670"  # combining marks
    "\u0640\u200e\u200f\u00ad"  # dropped
    " \t\u00a0\n\u200c\u200c،؟e\u0301"
)


@points(2)
@title(en="Arabic letters and all digits become Persian", fa="حروف عربی و همهٔ رقم‌ها فارسی می‌شوند")
@hint(
    en="Four letters (ي ى ك ة) and two rows of digits (0-9 and "
    "٠-٩) change; `str.maketrans` takes them all at once.",
    fa="چهار حرف (ي، ى، ك، ة) و دو ردیف رقم (0-9 و ٠-٩) تغییر می‌کنند؛ `str.maketrans` همه را یک‌جا می‌گیرد.",
)
def test_letters_and_digits_become_persian(student, draw):
    """Each code point of the table is mapped, its neighbours and all else are not; exact."""
    letters = {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9", "\u0629": "\u0647"}
    forgotten = Text(
        en="not every Arabic letter of the table was mapped (ى and ة are easily forgotten)",
        fa="همهٔ حروف عربیِ جدول نگاشته نشده‌اند (ى و ة معمولاً از قلم می‌افتند)",
    )
    for arabic, persian in letters.items():
        expect(student.normalise(f"ب{arabic}ب"), f"normalise of ب{arabic}ب").equals(
            f"ب{persian}ب", because=forgotten
        )
    digits = Text(
        en="there are three rows of digits: ASCII, Arabic-Indic and Persian",
        fa="سه ردیف رقم داریم: اَسکی، عربی و فارسی",
    )
    for value in range(10):
        source = f"{value}{chr(0x0660 + value)}{chr(0x06F0 + value)}"
        expect(student.normalise(source), f"normalise of {source}").equals(
            chr(0x06F0 + value) * 3, because=digits
        )
    kept = "گچپژ، آیا Tamrin-v؟ «بله»."
    expect(student.normalise(kept), "normalise of a text with nothing to change").equals(kept)


@points(2)
@title(
    en="Marks are composed, tatweel, harakat and marks of direction go",
    fa="ترکیب نشانه‌ها؛ حذف کشیده، حرکت‌ها و نشان‌های جهت",
)
@hint(
    en="Compose (NFC) before dropping anything: آ may be "
    "written as ا and a combining madda, which is no harakat.",
    fa="پیش از هر حذفی ترکیب کنید (NFC): «آ» گاهی به صورت «ا» و یک مدِ جدا نوشته می‌شود و مد از حرکت‌ها نیست.",
)
def test_invisible_characters_go_and_letters_stay(student, draw):
    """Each dropped code point disappears without a trace; madda and hamza stay a part of their letter;
    exact.
    """
    composed = Text(
        en="a combining madda or hamza was dropped or left apart: NFC makes one letter of the two",
        fa="مد یا همزهٔ جدا حذف شده یا جدا مانده است: NFC از این دو یک حرف می‌سازد",
    )
    for base, mark, letter in (
        ("ا", "\u0653", "آ"),
        ("ا", "\u0654", "أ"),
        ("و", "\u0654", "ؤ"),
        ("\u064a", "\u0654", "ئ"),
    ):
        expect(student.normalise(base + mark), f"normalise of U+{ord(base):04X} U+{ord(mark):04X}").equals(
            letter, because=composed
        )
    traceless = Text(
        en="a dropped character leaves nothing behind, not even a blank",
        fa="از نویسهٔ حذف‌شده چیزی نمی‌ماند، حتی یک فاصله",
    )
    for code in (0x0640, 0x200E, 0x200F, 0x00AD, *range(0x064B, 0x0653), 0x0670):
        expect(student.normalise(f"سل{chr(code)}ام"), f"normalise of سلام with U+{code:04X} inside").equals(
            "سلام", because=traceless
        )
    expect(student.normalise("خانه\u0654"), "normalise of خانه with U+0654 at its end").equals(
        "خانه\u0654",
        because=Text(
            en="the combining hamza U+0654 is not one of the harakat",
            fa="همزهٔ ترکیبی U+0654 جزو حرکت‌ها نیست",
        ),
    )


@points(2)
@title(
    en="White space becomes one blank, ZWNJ stays inside words",
    fa="فاصله‌ها یکی می‌شوند و نیم‌فاصله درون واژه می‌ماند",
)
@hint(
    en="A ZWNJ is not white space: it belongs to the word, "
    "unless a blank or an end of the text is beside it.",
    fa="نیم‌فاصله از فاصله‌ها نیست و جزو واژه است، مگر آن‌که کنار فاصله یا در سر و ته متن باشد.",
)
def test_blanks_and_zwnj(student, draw):
    """Fixed cases, one rule each; exact."""
    cases = {
        "  کتاب\t\u00a0 \nخوب ": "کتاب خوب",
        f"می{ZWNJ}روم": f"می{ZWNJ}روم",
        f"می{ZWNJ}{ZWNJ}روم": f"می{ZWNJ}روم",
        f"کتاب{ZWNJ} ها": "کتاب ها",
        f"کتاب {ZWNJ}ها": "کتاب ها",
        f"کتاب {ZWNJ} ها": "کتاب ها",
        f"{ZWNJ}کتاب{ZWNJ}": "کتاب",
        f"{ZWNJ} {ZWNJ}": "",
        "": "",
    }
    for source, expected in cases.items():
        expect(student.normalise(source), f"normalise of {source!a}").equals(
            expected,
            because=Text(
                en="ZWNJ is kept inside a word and dropped beside a "
                "blank; runs of white space become one blank",
                fa="نیم‌فاصله درون واژه می‌ماند و کنار فاصله حذف می‌شود؛ چند فاصلهٔ پیاپی یکی می‌شوند",
            ),
        )


@points(2)
@depends("test_blanks_and_zwnj")
@title(en="Normalising twice changes nothing more", fa="یکسان‌سازیِ دوباره چیزی را عوض نمی‌کند")
@hint(
    en="Dropping a character brings its neighbours together: "
    "they may now compose, or leave a ZWNJ beside a blank.",
    fa="با حذف یک نویسه همسایه‌هایش کنار هم می‌آیند: شاید حالا ترکیب شوند یا نیم‌فاصله‌ای کنار فاصله بماند.",
)
def test_normalising_twice_changes_nothing(student, draw):
    """Idempotence and NFC on 60 random strings of awkward characters and three that need it; the
    reference always passes.
    """
    texts = ["".join(draw.rng.choices(AWKWARD, k=draw.rng.randint(1, 12))) for _ in range(60)]
    for source in ["ا\u0640\u0653", f"ب{ZWNJ}\u0640 ب", "ب \u200e ب", *texts]:
        name = f"normalise of {source!a}"
        once = student.normalise(source)
        expect(once, name).is_string()
        expect(unicodedata.is_normalized("NFC", once), f"“{name} is in NFC”").is_true(
            because=Text(
                en="a letter and its mark that a dropped character kept apart have to be composed too",
                fa="حرف و نشانه‌ای که نویسه‌ای حذف‌شده میانشان بوده است هم باید ترکیب شوند",
            )
        )
        expect(student.normalise(once), f"the second {name}").equals(
            once,
            because=Text(
                en="the steps are in an order in which a later one makes new work for an earlier one",
                fa="ترتیب گام‌ها طوری است که گامی بعدی برای گامی قبلی کار تازه می‌سازد",
            ),
        )


@points(1)
@title(en="Stop words go as whole words only", fa="ایست‌واژه فقط اگر واژه‌ای کامل باشد حذف می‌شود")
@hint(
    en="Split at white space, compare whole words, join again. A ZWNJ does not end a word.",
    fa="متن را از فاصله‌ها بشکنید، واژه‌های کامل را مقایسه کنید "
    "و دوباره به هم بچسبانید. نیم‌فاصله پایان واژه نیست.",
)
def test_stop_words_are_whole_words(student, draw):
    """Fixed cases with a stop word inside a longer word, beside a ZWNJ and twice in a row; exact."""
    stop_words = student.kit.hold(["از", "است", "می"], "frozenset")
    cases = {
        "کتاب از آغاز است": "کتاب آغاز",
        "از از پرواز": "پرواز",
        f"او می{ZWNJ}رود از{ZWNJ}پیش": f"او می{ZWNJ}رود از{ZWNJ}پیش",
        "  ب  ا ": "ب ا",
        "است": "",
        "": "",
    }
    for source, expected in cases.items():
        expect(student.remove_stop_words(source, stop_words), f"remove_stop_words of {source!r}").equals(
            expected,
            because=Text(
                en="only whole words are dropped, the others keep their order and one blank between them",
                fa="فقط واژه‌های کامل حذف می‌شوند و بقیه با ترتیب خود و یک فاصله میانشان می‌مانند",
            ),
        )


@points(1)
@title(en="Every ZWNJ is replaced", fa="همهٔ نیم‌فاصله‌ها جایگزین می‌شوند")
@hint(
    en="Every one of them, by the replacement that was asked for, and nothing else.",
    fa="همه‌شان، با همان جایگزینی که خواسته شده است، و نه چیز دیگری.",
)
def test_every_zwnj_is_replaced(student, draw):
    """Fixed cases: several in a text, the default, an empty and a longer replacement; exact."""
    source = f"می{ZWNJ}روم  به خانه{ZWNJ}های{ZWNJ}مان"
    every = Text(
        en="each ZWNJ makes way for the replacement; blanks and letters stay as they are",
        fa="هر نیم‌فاصله جایش را به جایگزین می‌دهد؛ فاصله‌ها و حرف‌ها دست نمی‌خورند",
    )
    expect(student.replace_zwnj(source), "replace_zwnj(text)").equals(
        source.replace(ZWNJ, " "), because=every
    )
    for replacement in ("", "_", ZWNJ * 2):
        expect(student.replace_zwnj(source, replacement), f"replace_zwnj(text, {replacement!a})").equals(
            source.replace(ZWNJ, replacement), because=every
        )


@points(2)
@title(en="Both sentences change, labels and input do not", fa="هر دو جمله تغییر می‌کنند، برچسب و ورودی نه")
@hint(
    en="Copy each row (`dict(row)`), run every step in its turn over both sentences, keep all other keys.",
    fa="از هر سطر رونوشت بگیرید (`dict(row)`)، گام‌ها را به ترتیب "
    "روی هر دو جمله اجرا کنید و کلیدهای دیگر را نگه دارید.",
)
def test_rows_keep_their_labels(student, draw):
    """Two steps that do not commute, by a course-owned recorder; the given rows are read back afterwards;
    exact.
    """
    rows = [
        {"premise": f"a{number}", "hypothesis": f"b{number}", "label": label, "id": str(number)}
        for number, label in enumerate(draw.rng.choices(["e", "n", "c"], k=5))
    ]
    held = student.kit.hold(rows)
    steps = [student.kit.text_function("exclaim"), student.kit.text_function("reverse")]
    changed = student.preprocess(held, steps)
    expected = [
        {**row, "premise": f"{row['premise']}!"[::-1], "hypothesis": f"{row['hypothesis']}!"[::-1]}
        for row in rows
    ]
    expect(changed, "preprocess(rows, steps)").is_list(length=len(rows)).equals(
        expected,
        because=Text(
            en="the steps run in their order over premise and hypothesis, and nothing else of a row changes",
            fa="گام‌ها به ترتیب روی premise و hypothesis اجرا می‌شوند و هیچ چیز دیگر سطر عوض نمی‌شود",
        ),
    )
    expect(student.kit.value(held), "the rows that were passed in").equals(
        rows,
        because=Text(
            en="the caller's rows were changed: build new dicts",
            fa="سطرهای فراخواننده تغییر کرده‌اند: دیکشنری‌های تازه بسازید",
        ),
    )
    expect(student.preprocess(rows, []), "preprocess(rows, []) with no step").equals(rows)


@points(2)
@title(en="The cost is the mean difference to the baseline", fa="هزینه، میانگین تفاوت با مبناست")
@hint(
    en="Mean over the seeds of (this way − baseline): negative "
    "where it costs. Refuse runs that cannot be paired.",
    fa="میانگینِ (این روش منهای مبنا) روی بذرها: اگر هزینه دارد منفی است. اجراهایی را که جفت نمی‌شوند نپذیرید.",
)
def test_cost_is_the_mean_paired_difference(student, draw):
    """Random scores against the same mean in the grader, within 1e-9 (float64 sums of five numbers);
    errors.
    """
    scores = {
        name: [draw.rng.uniform(0.4, 0.8) for _ in range(5)] for name in ("plain", "normalised", "joined")
    }
    for baseline in ("normalised", "joined"):
        given = (scores,) if baseline == "normalised" else (scores, baseline)
        costs = student.preprocessing_cost(*given)
        others = sorted(set(scores) - {baseline})
        expect(costs, "preprocessing_cost").is_dict(keys=others)
        for name in others:
            difference = sum(scores[name]) / 5 - sum(scores[baseline]) / 5
            expect(costs[name], f"the cost of {name!r} against {baseline!r}").is_number().is_close(
                difference,
                atol=1e-9,
                because=Text(
                    en="the cost is an accuracy minus the baseline's, averaged over all seeds",
                    fa="هزینه برابر است با دقت منهای دقتِ مبنا، میانگین‌گرفته روی همهٔ بذرها",
                ),
            )
    with raises(ValueError, of="preprocessing_cost(…)"):
        student.preprocessing_cost({"plain": [0.5]}, "normalised")
    with raises(ValueError, of="preprocessing_cost(…)"):
        student.preprocessing_cost({"normalised": [0.5, 0.6], "plain": [0.5]})
    with raises(ValueError, of="preprocessing_cost(…)"):
        student.preprocessing_cost({"normalised": [], "plain": []})
