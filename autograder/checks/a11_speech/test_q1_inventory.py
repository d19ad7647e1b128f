"""Checks of question 1: names are read strictly, lengths come from headers, and no file vanishes."""

import numpy as np

from autograder.authoring import Text, expect, hint, points, raises, title
from autograder.authoring.figures import expect_apart, expect_labels, names_of_colors, only_axes

LETTERS = {
    "A": "anger",
    "H": "happiness",
    "N": "neutral",
    "S": "sadness",
    "W": "surprise",
    "F": "fear",
}
GENDERS = {"F": "female", "M": "male"}


def _name(draw, gender: str | None = None, letter: str | None = None, extension: str = ".wav") -> str:
    """A name that fits; its numbers are never 0, so that a lost digit shows."""
    gender, letter = gender or draw.rng.choice("FM"), letter or draw.rng.choice("AHNSWF")
    return f"{gender}{draw.rng.randint(1, 99):02}{letter}{draw.rng.randint(1, 99):02}{extension}"


def _parsed(name: str) -> dict:
    return {
        "gender": GENDERS[name[0]],
        "speaker": name[:3],
        "emotion": LETTERS[name[3]],
        "utterance": int(name[4:6]),
    }


def _rows(draw, counts: dict[tuple[str, str], int]) -> list[dict]:
    """Rows of an inventory with so many of each emotion and gender, in random order."""
    rows = []
    for (emotion, gender), count in counts.items():
        for utterance in range(count):
            letter = next(key for key, word in LETTERS.items() if word == emotion)
            name = f"{gender[0].upper()}{draw.rng.randint(1, 99):02}{letter}{utterance:02}.flac"
            rows.append({"file": name, **_parsed(name), "seconds": draw.rng.uniform(0.5, 9)})
    draw.rng.shuffle(rows)
    return rows


def _uneven_counts(draw) -> dict[tuple[str, str], int]:
    """A number of recordings for each emotion and gender, all different but for fear: none by women, none by men."""
    cells = [(emotion, gender) for emotion in LETTERS.values() for gender in GENDERS.values()]
    counts = dict(zip(cells, draw.rng.sample(range(1, 16), k=len(cells)), strict=True))
    for gender in GENDERS.values():
        counts["fear", gender] = 0
    counts["surprise", draw.rng.choice(["female", "male"])] = 0
    return counts


@points(1)
@title(en="A name says gender, speaker, emotion and utterance", fa="نام: جنسیت، گوینده، هیجان و شمارهٔ گفته")
@hint(
    en="F is female in the first place and fear in the fourth; the speaker keeps the letter; the utterance is an int.",
    fa="حرف F در جای نخست یعنی زن و در جای چهارم یعنی ترس؛ گوینده حرفش را نگه می‌دارد؛ شمارهٔ گفته int است.",
)
def test_names_are_read(student, draw):
    """All twelve pairs of letters with random numbers, and extensions in every case; exact."""
    names = [_name(draw, gender, letter) for gender in "FM" for letter in LETTERS]
    names += [_name(draw, extension=extension) for extension in (".flac", ".WAV", ".Flac")]
    for name in names:
        expect(student.parse_name(name), f"parse_name({name!r})").equals(
            _parsed(name),
            because=Text(
                en="each place of the name has one meaning, and the extension may be written in any case",
                fa="هر جای نام یک معنا دارد و پسوند می‌تواند با حروف بزرگ یا کوچک باشد",
            ),
        )


@points(1)
@title(en="A name that does not fit is refused", fa="نامی که با الگو جور نیست پذیرفته نمی‌شود")
@hint(
    en="Use re.fullmatch with [0-9] (\\d also takes ۵) and escape the dot; put the name into the message.",
    fa="از re.fullmatch با [0-9] استفاده کنید (\\d رقم ۵ را هم می‌پذیرد)، نقطه را escape کنید و نام را در پیام بیاورید.",
)
def test_bad_names_are_refused(student, draw):
    """ValueError with the name in its message, for sixteen ways in which a random good name goes wrong."""
    name = _name(draw)
    stem = name.removesuffix(".wav")
    persian = "".join("۰۱۲۳۴۵۶۷۸۹"[int(mark)] for mark in stem[1:3])
    ways = {
        "a digit too few": [f"{stem[0]}{stem[2:]}.wav", f"{stem[:-1]}.wav"],
        "a digit too many": [f"{stem[0]}0{stem[1:]}.wav", f"{stem}7.wav"],
        "a lower-case letter": [name[0].lower() + name[1:], stem[:3] + stem[3].lower() + stem[4:] + ".wav"],
        "an unknown letter": [f"K{stem[1:]}.wav", f"{stem[:3]}Q{stem[4:]}.wav"],
        "characters around it": [f" {name}", f"{name}.bak", f"copy_{name}", f"{stem}b.wav"],
        "another extension or none": [f"{stem}.mp3", stem, f"{stem}_wav"],
        "digits that are not 0 to 9": [f"{stem[0]}{persian}{stem[3:]}.wav", f"{stem[:5]}².wav"],
    }
    for way, names in ways.items():
        for bad in names:
            because = Text(en=f"{bad!r} has {way}", fa=f"نام {bad!r} با الگو جور نیست")
            with raises(ValueError, mentions=bad, because=because, of="parse_name(…)"):
                student.parse_name(bad)
    with raises(
        ValueError, because=Text(en="a line feed follows the name", fa="پس از نام یک خط نو آمده است")
    ):
        student.parse_name(name + "\n")


def _noise(draw, frames: int) -> np.ndarray:
    return (0.1 * draw.normal(frames)).numpy()


def _tree(student, draw) -> tuple[str, list[dict]]:
    """A folder of folders with recordings in several formats and some other files, and the rows it holds."""
    folder, sounds, rows = student.kit.scratch_dir(), {}, []
    for place, extension in (
        ("", ".wav"),
        ("female/", ".flac"),
        ("male/", ".FLAC"),
        ("male/", ".WAV"),
        ("male/studio/2/", ".flac"),
    ):
        for _ in range(2):
            name = _name(draw, extension=extension)
            rate, frames = draw.rng.choice([8_000, 16_000, 44_100]), draw.rng.randint(300, 3_000)
            sounds[place + name] = {"samples": _noise(draw, frames), "rate": rate}
    student.kit.write_sounds(folder, sounds)
    # A plain number of files of other kinds, one of them with a name that would do.
    student.kit.write_bytes(
        folder, {"readme.txt": b"x", "male/notes.json": b"{}", f"male/{_name(draw, extension='.txt')}": b""}
    )
    for file, sound in sounds.items():
        seconds = len(sound["samples"]) / sound["rate"]
        rows.append({"file": file, **_parsed(file.rsplit("/")[-1]), "seconds": seconds})
    return folder, sorted(rows, key=lambda row: row["file"])


def _expect_rows(result, expected: list[dict]) -> None:
    expect(result, "inventory(folder)").is_dict(keys=["rows", "bad"])
    rows = result["rows"]
    expect(rows, "“rows”").is_list()
    for index, row in enumerate(rows):
        expect(row, f"row {index}").is_dict(keys=["file", "seconds"])
    expect([row["file"] for row in rows], "the files of the rows").equals(
        [row["file"] for row in expected],
        because=Text(
            en="each .wav and .flac below the folder, at any depth and in any case, sorted by its path below it",
            fa="هر .wav و .flac زیر پوشه، در هر عمق و با هر حروفی، به ترتیب مسیرش زیر همان پوشه",
        ),
    )
    for row, wanted in zip(rows, expected, strict=True):
        named = {key: value for key, value in row.items() if key != "seconds"}
        expect(named, f"the row of {wanted['file']}, apart from its length").equals(
            {key: value for key, value in wanted.items() if key != "seconds"}
        )
        expect(row["seconds"], f"“seconds” of {wanted['file']}").is_close(
            wanted["seconds"],
            atol=1e-9,
            because=Text(
                en="the length is the number of frames over the rate of this very file",
                fa="مدت، شمار قاب‌ها بخش بر نرخ همین پرونده است",
            ),
        )


@points(2)
@title(
    en="Every recording has a row, with the length that its header states",
    fa="هر ضبط یک سطر دارد، با مدتی که سرآیندش می‌گوید",
)
@hint(
    en="Path.rglob('*'), the suffix in lower case, soundfile.info(path).duration, and sort by the relative path.",
    fa="Path.rglob('*')، پسوند با حروف کوچک، soundfile.info(path).duration، و مرتب‌سازی با مسیر نسبی.",
)
def test_recordings_are_listed(student, draw):
    """Rows of a tree of ten files at several depths and rates, then with a FLAC cut off after its header; within 1e-9 s."""
    folder, expected = _tree(student, draw)
    _expect_rows(student.inventory(folder), expected)
    victim = next(row["file"] for row in expected if row["file"].startswith("female/"))
    student.kit.cut_off(f"{folder}/{victim}", 200)
    result = student.inventory(folder)
    expect(result, "inventory(folder)").is_dict(keys=["rows", "bad"])
    expect(
        [entry["file"] for entry in result["rows"] if entry["file"] == victim], "the rows of a cut-off FLAC"
    ).equals(
        [victim],
        because=Text(
            en="its header is whole and says how long it is: the inventory decodes no samples",
            fa="سرآیندش سالم است و مدت را می‌گوید: فهرست‌برداری هیچ نمونه‌ای را رمزگشایی نمی‌کند",
        ),
    )
    _expect_rows(result, expected)


@points(1)
@title(
    en="What cannot be listed is reported, and stops nothing",
    fa="آنچه فهرست نمی‌شود گزارش می‌شود و جلوی چیزی را نمی‌گیرد",
)
@hint(
    en="Catch the ValueError of parse_name and soundfile.LibsndfileError, file by file, and keep the reason.",
    fa="برای هر پرونده ValueErrorِ parse_name و soundfile.LibsndfileError را بگیرید و دلیل را نگه دارید.",
)
def test_bad_files_are_reported(student, draw):
    """Bad names, unreadable files, a folder with a file's name among good ones; a missing folder raises; exact."""
    folder, expected = _tree(student, draw)
    good = _name(draw, extension=".flac")
    broken = {
        f"a/{_name(draw)}": b"",
        f"z/{good}": b"this is not a sound",
        f"male/{_name(draw, extension='.FLAC')}": b"fLaC",
    }
    student.kit.write_bytes(folder, broken)
    misnamed = [f"M{draw.rng.randint(1, 9)}N02.flac", f"male/m{draw.rng.randint(10, 99)}n11.wav"]
    student.kit.write_sounds(
        folder, {name: {"samples": _noise(draw, 200), "rate": 16_000} for name in misnamed}
    )
    student.kit.make_folder(folder, f"female/{_name(draw)}")
    result = student.inventory(folder)
    expect(result, "inventory(folder)").is_dict(keys=["rows", "bad"])
    expect(result["bad"], "“bad”").is_list()
    for index, entry in enumerate(result["bad"]):
        expect(entry, f"entry {index} of “bad”").is_dict(keys=["file", "reason"])
        expect(entry["reason"], f"“reason” of entry {index}").is_string()
        expect(bool(entry["reason"].strip()), f"“entry {index} of bad has a reason”").is_true()
    expect([entry["file"] for entry in result["bad"]], "the files of “bad”").equals(
        sorted([*broken, *misnamed]),
        because=Text(
            en="names that do not fit and files that soundfile cannot read, each once and sorted; no folders",
            fa="نام‌های ناجور و پرونده‌هایی که soundfile نمی‌خواند، هر کدام یک بار و مرتب؛ پوشه‌ها نه",
        ),
    )
    expect([row["file"] for row in result["rows"]], "the files of “rows” beside bad ones").equals(
        [row["file"] for row in expected]
    )
    because = Text(
        en="an empty inventory would hide the wrong path", fa="فهرست خالی، مسیر نادرست را پنهان می‌کند"
    )
    with raises(NotADirectoryError, because=because, of="inventory(…)"):
        student.inventory(f"{folder}/nowhere")


@points(1)
@title(en="The table counts, zeros too", fa="جدول می‌شمارد، صفرها را هم")
@hint(
    en="Begin with a table of zeros for all emotions and genders.",
    fa="با جدولی از صفر برای همهٔ هیجان‌ها و جنسیت‌ها آغاز کنید.",
)
def test_the_table_counts_zeros_too(student, draw):
    """Counts of rows that lack some emotions and genders, and of no rows; exact."""
    counts = _uneven_counts(draw)
    for cells in (counts, dict.fromkeys(counts, 0)):
        expected = {
            emotion: {gender: cells[emotion, gender] for gender in GENDERS.values()}
            for emotion in LETTERS.values()
        }
        expect(student.count_table(_rows(draw, cells)), "count_table(rows)").equals(
            expected,
            because=Text(
                en="all six emotions and both genders are there, be the count 0",
                fa="هر شش هیجان و هر دو جنسیت هستند، حتی با شمار 0",
            ),
        )


@points(1)
@title(en="Percentiles of the lengths", fa="صدک‌های مدت‌ها")
@hint(
    en="np.percentile takes 0 to 100, np.quantile 0 to 1; both interpolate linearly by themselves.",
    fa="np.percentile از 0 تا 100 می‌گیرد و np.quantile از 0 تا 1؛ هر دو خودشان درون‌یابی خطی می‌کنند.",
)
def test_percentiles_are_interpolated(student, draw):
    """Against sorted lengths and the formula of the docstring, percentages in random order; within 1e-9. No rows raise."""
    for count in (draw.rng.randint(6, 30), 1):
        rows = [{"seconds": draw.rng.uniform(0.5, 10)} for _ in range(count)]
        asked = [0, 100, 50, *(draw.rng.uniform(1, 99) for _ in range(4))]
        draw.rng.shuffle(asked)
        lengths = sorted(row["seconds"] for row in rows)
        expected = []
        for percent in asked:
            place = percent / 100 * (count - 1)
            below = min(int(place), max(count - 2, 0))
            above = min(below + 1, count - 1)
            expected.append(lengths[below] + (place - below) * (lengths[above] - lengths[below]))
        result = student.duration_percentiles(rows, asked)
        expect(result, f"duration_percentiles({count} rows, q)").is_list(length=len(asked)).is_close(
            expected,
            atol=1e-9,
            because=Text(
                en="q is in percent, the answers come in its order, and neighbours are interpolated",
                fa="q به درصد است، پاسخ‌ها به ترتیب آن می‌آیند و میان دو همسایه درون‌یابی می‌شود",
            ),
        )
    with raises(ValueError, of="duration_percentiles(…)"):
        student.duration_percentiles([], [50])


@points(1)
@title(
    en="Grouped bars show the counts by emotion and gender",
    fa="میله‌های گروهی شمار را به هیجان و جنسیت نشان می‌دهند",
)
@hint(
    en="Two calls of axes.bar, half a width to the left and to the right of each tick, and a legend.",
    fa="دو بار axes.bar، نیم پهنا چپ و راستِ هر نشانهٔ محور، و یک راهنما.",
)
def test_the_plot_shows_the_counts(student, draw):
    """Bars side by side whose heights are the counts of the emotion at the tick and the gender in the legend."""
    counts = _uneven_counts(draw)
    figure = student.plot_counts(_rows(draw, counts))
    shown = only_axes(student, figure, "plot_counts(rows)")
    expect_labels(shown)
    ticks = [name for name in shown["xticklabels"] if name.strip()]
    expect(sorted(ticks), "the tick labels, sorted").equals(sorted(LETTERS.values()))
    gender_of = names_of_colors(shown, ["female", "male"])
    bars = sorted(shown["bars"], key=lambda bar: bar["x"])
    expect(bars, "the bars").is_list(length=12)
    expect_apart(bars)
    for place, emotion in enumerate(ticks):
        pair = bars[2 * place : 2 * place + 2]
        heights = {gender_of.get(tuple(bar["color"]), "unknown"): bar["y"] + bar["height"] for bar in pair}
        expect(heights, f"the heights of the bars above {emotion!r}").is_dict(keys=["female", "male"])
        for gender, height in heights.items():
            expect(height, f"the bar of {emotion!r} in the colour of {gender!r}").is_close(
                counts[emotion, gender],
                atol=1e-6,
                because=Text(
                    en="tick, colour and height belong together: does the order of the bars fit that of the labels?",
                    fa="نشانه، رنگ و بلندی به هم مربوط‌اند: آیا ترتیب میله‌ها با ترتیب نام‌ها جور است؟",
                ),
            )
