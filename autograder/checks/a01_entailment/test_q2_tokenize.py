"""Checks of question 2: one spelling, pairs in both conventions, what truncation takes, offsets, and label ids."""

import unicodedata

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a01_entailment.rows import misspelt

KINDS = ("wordpiece", "unigram")
# How many separators stand between the sentences of a pair.
SEPARATORS = {"wordpiece": 1, "unigram": 2}
ZWNJ = "\u200c"
AWKWARD = (
    "اآبهسم\u064a\u0649\u0643\u0629\u06cc\u06a9"  # letters, Arabic and Persian
    "7\u0667\u06f7"  # one digit, three times
    "\u064b\u064e\u0651\u0653\u0654\u0670\u0640"  # marks, tatweel
    " \t\u00a0\n\u200c،؟e\u0301"
)


def _sentences(draw, count: int) -> list[str]:
    return [row["sent1"] for row in draw.labelled_rows("parsinlu-entailment", count)]


def _tokenizer(student, draw, kind: str, texts: list[str], **settings):
    """A small tokenizer that has every second word of the texts as a piece and spells the others."""
    words = sorted({word for text in texts for word in text.split()})
    return student.kit.build_tokenizer(kind, draw.rng.sample(words, len(words) // 2), **settings)


def _ids(student, tokenizer, texts: list[str]) -> list[list[int]]:
    return [each["ids"] for each in student.kit.tokens_and_offsets(tokenizer, texts)]


def _composed(student, tokenizer, separators: int, first: list[int], second: list[int], types: bool) -> dict:
    special = student.kit.special_tokens(tokenizer)
    between = [special["sep"]] * separators
    pair = {"input_ids": [special["cls"], *first, *between, *second, special["sep"]]}
    if types:
        pair["token_type_ids"] = [0] * (len(first) + 2) + [1] * (len(second) + 1)
    return pair


def _expect_pairs(student, tokenizer, firsts: list[str], seconds: list[str], separators: int) -> None:
    """Expects pairs to be what the tokens of the single sentences make, put together here."""
    encoded = student.encode_pairs(tokenizer, firsts, seconds, 500)
    expect(encoded, "encode_pairs(…)").is_list(length=len(firsts))
    types = separators == 1
    joined = Text(
        en="a tokenizer joins two sentences in its model's own way (one separator and token types, or two and none); "
        "nothing is padded, and no text is changed before",
        fa="هر توکن‌ساز دو جمله را به شیوهٔ مدل خودش به هم می‌چسباند (یک جداکننده و نوع توکن، یا دو تا و "
        "بی‌نوع)؛ پدینگی نیست و متن از پیش عوض نمی‌شود",
    )
    empty = Text(
        en="a sentence of no tokens keeps its separators, which the tokenizer leaves out when it is given the empty text by "
        "itself and not in a list",
        fa="جملهٔ بی‌توکن هم جداکننده‌هایش را دارد؛ توکن‌ساز وقتی متن تهی را تنها و نه در فهرست بگیرد آن‌ها را نمی‌گذارد",
    )
    parts = zip(_ids(student, tokenizer, firsts), _ids(student, tokenizer, seconds), strict=True)
    for place, (first, second) in enumerate(parts):
        name = (
            f"pair {place}"
            if first and second
            else f"pair {place}, of {len(first)} and {len(second)} tokens,"
        )
        expect(encoded[place], name).is_dict(keys=["input_ids"]).equals(
            _composed(student, tokenizer, separators, first, second, types),
            because=joined if first and second else empty,
        )


@points(3)
@title(
    en="Letters, digits, marks and blanks get one spelling", fa="حرف‌ها، رقم‌ها، نشانه‌ها و فاصله‌ها یک‌دست می‌شوند"
)
@hint(
    en="unicodedata.normalize('NFC', …) first, then str.maketrans with \\u064a and \\u0643 written as code points.",
    fa="اول unicodedata.normalize('NFC', …) و بعد str.maketrans، با \\u064a و \\u0643 به صورت کد.",
)
def test_texts_get_one_spelling(student, draw):
    """Each rule of the docstring by itself, and rows of the sample in another spelling; exact."""
    composed = Text(
        en="NFC comes first: ي with a combining hamza is ئ, and only then is ي mapped",
        fa="اول NFC: ي با همزهٔ ترکیبی «ئ» است، و تازه بعد از آن ي نگاشته می‌شود",
    )
    marks = {"ا\u0653": "\u0622", "\u064a\u0654": "\u0626", "و\u0654": "\u0624", "e\u0301": "\u00e9"}
    for source, wanted in marks.items():
        expect(student.normalise(source), f"normalise of {source!a}").equals(wanted, because=composed)
    cases = {
        "\u0643\u062a\u0627\u0628\u064a": "\u06a9\u062a\u0627\u0628\u06cc",
        "0123456789": "۰۱۲۳۴۵۶۷۸۹",
        "٠١٢٣٤٥٦٧٨٩": "۰۱۲۳۴۵۶۷۸۹",
        "۰۱۲۳۴۵۶۷۸۹": "۰۱۲۳۴۵۶۷۸۹",
        " کتاب \n\u00a0 خوب\t": "کتاب خوب",
        "\n": "",
        "": "",
    }
    for source, wanted in cases.items():
        expect(student.normalise(source), f"normalise of {source!a}").equals(
            wanted,
            because=Text(
                en="two letters, two rows of digits, and every kind of white space have one spelling",
                fa="دو حرف، دو ردیف رقم و هر جور فاصله‌ای یک شکل دارند",
            ),
        )
    for row in draw.labelled_rows("parsinlu-entailment", 3):
        plain, spoilt = student.normalise(row["sent1"]), misspelt(row)["sent1"]
        expect(plain, "normalise of a sentence").is_string()
        expect(student.normalise(spoilt), f"normalise of {spoilt!a}").equals(plain)


@points(2)
@title(
    en="What carries meaning stays, and twice is once", fa="آنچه معنا دارد می‌ماند، و دو بار همان یک بار است"
)
@hint(
    en="Map what the docstring names and nothing else; NFC, not NFKC; ZWNJ is no white space.",
    fa="فقط آنچه را docstring نام می‌برد عوض کنید؛ NFC نه NFKC؛ نیم‌فاصله فاصله نیست.",
)
def test_everything_else_stays(student, draw):
    """ZWNJ, harakat, ة, tatweel, compatibility characters, Latin; then idempotence on 40 random awkward strings; exact."""
    for kept in (
        f"می{ZWNJ}روم و کتاب{ZWNJ}ها",
        f"{ZWNJ}آن{ZWNJ} {ZWNJ}",
        "کِتابٌ و مُدَرّس",
        "دائرةالمعارف، موسى",
        "ســـلام؛ «بله»!",
        "ﷲ ﻻ ½ x² Ａ",
        "Tehran-v2.x؟".replace("2", "۲"),
    ):
        expect(student.normalise(kept), f"normalise of {kept!a}").equals(
            kept,
            because=Text(
                en="only the four rules change a text: the ZWNJ, harakat, ة and compatibility forms stay as they are",
                fa="فقط همان چهار قاعده متن را عوض می‌کنند: نیم‌فاصله، حرکت‌ها، ة و شکل‌های سازگاری همان‌طور می‌مانند",
            ),
        )
    for _ in range(40):
        source = "".join(draw.rng.choices(AWKWARD, k=draw.rng.randint(1, 12)))
        once = student.normalise(source)
        expect(once, f"normalise of {source!a}").is_string()
        expect(unicodedata.is_normalized("NFC", once), f"“normalise of {source!a} is in NFC”").is_true()
        expect(student.normalise(once), f"the second normalise of {source!a}").equals(once)


def _shown(text: str) -> str:
    """The text in quotes, to be read; marks, joiners and line ends, which nobody sees, as codes."""
    seen = (
        mark if mark.isprintable() and not unicodedata.combining(mark) else ascii(mark)[1:-1] for mark in text
    )
    return f"'{''.join(seen)}'"


@points(4)
@title(en="A pair is joined as its model was taught", fa="هر جفت همان‌طور به هم می‌چسبد که مدلش آموخته است")
@hint(
    en="Give both lists to the tokenizer in one call, and ask its model_input_names whether there are token types.",
    fa="هر دو فهرست را در یک فراخوانی به توکن‌ساز بدهید و از model_input_names بپرسید نوع توکن دارد یا نه.",
)
def test_pairs_follow_the_tokenizer(student, draw):
    """A WordPiece and a Unigram tokenizer of drawn words: odd spellings, empty sentences; exact."""
    rows = draw.labelled_rows("parsinlu-entailment", 4)
    spoilt = misspelt(rows[0])
    firsts = [row["sent1"] for row in rows] + [spoilt["sent1"], "", f"او می{ZWNJ}رود", ""]
    seconds = [row["sent2"] for row in rows] + [spoilt["sent2"], rows[0]["sent2"], "", ""]
    for kind in KINDS:
        tokenizer = _tokenizer(student, draw, kind, firsts + seconds)
        _expect_pairs(student, tokenizer, firsts, seconds, SEPARATORS[kind])


def _expect_balance(lost: list[int], whole: list[int], room: int, because: Text) -> None:
    """Expects the tokens that two sentences lost to be those of the longer one, up to one where both are equal."""
    short, long = sorted(whole)
    kept = [length - gone for length, gone in zip(whole, lost, strict=True)]
    name = f"what is left of {whole} tokens (all less lost) when there is room for {room}"
    if short + long <= room:
        expect(lost, "the tokens that a pair loses which fits").equals([0, 0], because=because)
    elif 2 * short <= room:
        wanted = [min(length, room - short) for length in whole]
        expect(kept, name).equals(wanted, because=because)
    else:
        expect(sum(kept), name).equals(room, because=because)
        expect(abs(kept[0] - kept[1]), "the difference between what is kept of two long sentences").at_most(
            1, because=because
        )


def _long_pairs(draw) -> tuple[list[str], list[str]]:
    """A long first sentence, a long second one, two of a length, two that are short, one empty on each side."""
    rows = draw.labelled_rows("parsinlu-entailment", 3)
    short, long, other = rows[0]["sent2"], rows[1]["sent1"], rows[2]["sent1"]
    brief = " ".join(short.split()[:2])
    return [long, brief, long, brief, "", other, long], [brief, long, other, brief, long, long, ""]


@points(4)
@depends("test_pairs_follow_the_tokenizer")
@title(en="The longer sentence loses tokens first", fa="اول جملهٔ بلندتر توکن از دست می‌دهد")
@hint(
    en='truncation="longest_first" with max_length; the tokenizer itself knows its truncation_side.',
    fa='truncation="longest_first" همراه با max_length؛ توکن‌ساز خودش truncation_side را می‌داند.',
)
def test_the_longer_sentence_is_cut(student, draw):
    """Long firsts, long seconds and both, cut on the right and on the left: what stays is a prefix or suffix of its
    sentence, of the right length (±1 where both are equal); special tokens and types are whole; otherwise exact.
    """
    firsts, seconds = _long_pairs(draw)
    because = Text(
        en="one token after the other goes from the sentence that has more left, on the side of truncation_side; the special "
        "tokens stay",
        fa="توکن‌ها یکی‌یکی از جمله‌ای می‌روند که بیشتر دارد، از سمتی که truncation_side می‌گوید؛ توکن‌های ویژه می‌مانند",
    )
    for kind in KINDS:
        side = draw.rng.choice(["left", "right"])
        for turn in (side, {"left": "right", "right": "left"}[side]):
            tokenizer = _tokenizer(student, draw, kind, firsts + seconds, truncation_side=turn)
            special, separators = student.kit.special_tokens(tokenizer), SEPARATORS[kind]
            room = draw.rng.randint(11, 16)
            length = room + separators + 2
            encoded = student.encode_pairs(tokenizer, firsts, seconds, length)
            expect(encoded, "encode_pairs(…)").is_list(length=len(firsts))
            wholes = zip(_ids(student, tokenizer, firsts), _ids(student, tokenizer, seconds), strict=True)
            for place, whole in enumerate(wholes):
                expect(encoded[place], f"pair {place}").is_dict(keys=["input_ids"])
                ids = encoded[place]["input_ids"]
                name = f"the ids of pair {place}, cut on the {turn} to {length} tokens,"
                expect(ids, name).is_list()
                expect(len(ids), f"the number of {name}").at_most(length, because=because)
                middle = ids.index(special["sep"]) if special["sep"] in ids else 0
                kept = [ids[1:middle], ids[middle + separators : -1]]
                lost = [len(part) - len(rest) for part, rest in zip(whole, kept, strict=True)]
                _expect_balance(lost, [len(part) for part in whole], room, because)
                left = [
                    part[len(part) - len(rest) :] if turn == "left" else part[: len(rest)]
                    for part, rest in zip(whole, kept, strict=True)
                ]
                expect(encoded[place], f"pair {place}, cut on the {turn} to {length} tokens,").equals(
                    _composed(student, tokenizer, separators, *left, types=separators == 1), because=because
                )


@points(1)
@depends("test_pairs_follow_the_tokenizer")
@title(en="What cannot be encoded is refused", fa="آنچه کدگذاری نمی‌شود رد می‌شود")
@hint(
    en="Compare the lengths of the lists, and max_length with tokenizer.num_special_tokens_to_add(pair=True). No pairs are "
    "no fault: they give [], without the tokenizer, which fails on empty lists.",
    fa="طول دو فهرست را با هم، و max_length را با tokenizer.num_special_tokens_to_add(pair=True) بسنجید. نبودِ جفت خطا "
    "نیست: [] برگردانید و سراغ توکن‌ساز نروید که از فهرست تهی خطا می‌دهد.",
)
def test_impossible_pairs_are_refused(student, draw):
    """ValueError for unequal lists and for a max_length below the number of special tokens; exactly that many are enough,
    and no pairs give no result.
    """
    sentences = _sentences(draw, 2)
    for kind in KINDS:
        tokenizer = _tokenizer(student, draw, kind, sentences)
        special = SEPARATORS[kind] + 2
        tight = Text(
            en="the library leaves a pair as long as it is when max_length has no room for the special tokens",
            fa="وقتی max_length جای توکن‌های ویژه را هم ندارد کتابخانه جفت را به همان درازی می‌گذارد",
        )
        with raises(ValueError, because=tight, of=f"encode_pairs(…, max_length={special - 1})"):
            student.encode_pairs(tokenizer, sentences, sentences, special - 1)
        encoded = student.encode_pairs(tokenizer, sentences, sentences, special)
        expect(encoded, f"encode_pairs(…, max_length={special})").is_list(length=2)
        for pair in encoded:
            expect(pair, f"a pair with max_length={special}").equals(
                _composed(student, tokenizer, SEPARATORS[kind], [], [], types=kind == "wordpiece"),
                because=Text(
                    en="there is room for the special tokens and for nothing else",
                    fa="جا فقط برای توکن‌های ویژه است و نه بیشتر",
                ),
            )
        uneven = Text(en="a sentence would lose its partner", fa="جمله‌ای بی‌جفت می‌ماند")
        with raises(ValueError, because=uneven, of="encode_pairs of two sentences and one"):
            student.encode_pairs(tokenizer, sentences, sentences[:1], 50)
        expect(student.encode_pairs(tokenizer, [], [], 20), "encode_pairs of no pairs").equals([])


@points(3)
@depends("test_pairs_follow_the_tokenizer")
@title(en="The tokens that truncation takes are counted", fa="توکن‌هایی که بریده می‌شوند شمرده می‌شوند")
@hint(
    en="Tokens of each sentence by itself, without special tokens, against what is left of it in the pair that encode_pairs "
    "gives, which also refuses what cannot be encoded.",
    fa="توکن‌های هر جمله به‌تنهایی و بدون توکن‌های ویژه، در برابر آنچه در جفتِ encode_pairs از آن مانده؛ همان تابع "
    "آنچه را کدگذاری نمی‌شود رد هم می‌کند.",
)
def test_lost_tokens_are_counted(student, draw):
    """Long firsts, long seconds and both, pairs that fit, empty sentences; ±1 where both sentences are equally long; otherwise
    exact. ValueError as of encode_pairs.
    """
    firsts, seconds = _long_pairs(draw)
    because = Text(
        en="each sentence's own losses, without special tokens: nothing where the pair fits, only the longer one's where that "
        "is enough; the separators of an empty sentence take room as well",
        fa="از هر جمله آنچه خودش از دست داده، بدون توکن‌های ویژه: هیچ اگر جفت جا می‌شود، و فقط از بلندتر اگر بس باشد؛ "
        "جداکننده‌های جملهٔ تهی هم جا می‌گیرند",
    )
    for kind in KINDS:
        tokenizer = _tokenizer(student, draw, kind, firsts + seconds)
        room = draw.rng.randint(11, 16)
        lost = student.count_lost(tokenizer, firsts, seconds, room + SEPARATORS[kind] + 2)
        expect(lost, "count_lost(…)").is_list(length=len(firsts))
        wholes = zip(_ids(student, tokenizer, firsts), _ids(student, tokenizer, seconds), strict=True)
        for place, whole in enumerate(wholes):
            expect(lost[place], f"entry {place} of count_lost(…)").is_list(length=2)
            for number in lost[place]:
                expect(number, f"a count of entry {place}").is_number()
            _expect_balance(list(lost[place]), [len(part) for part in whole], room, because)
    expect(student.count_lost(tokenizer, [], [], 20), "count_lost of no pairs").equals([])
    refused = Text(
        en="what encode_pairs refuses has lost nothing that could be counted",
        fa="آنچه encode_pairs نمی‌پذیرد چیزی از دست نداده که شمرده شود",
    )
    special = SEPARATORS[KINDS[-1]] + 2
    with raises(ValueError, because=refused, of=f"count_lost(…, max_length={special - 1})"):
        student.count_lost(tokenizer, firsts, seconds, special - 1)
    with raises(ValueError, because=refused, of="count_lost of seven sentences and six"):
        student.count_lost(tokenizer, firsts, seconds[:-1], 50)


@points(3)
@title(en="Offsets point at the characters of the text", fa="آفست‌ها به نویسه‌های متن اشاره می‌کنند")
@hint(
    en="return_offsets_mapping=True without special tokens; then move start and end inwards past white space of any kind, as "
    "long as start < end: a token may be nothing but blanks.",
    fa="return_offsets_mapping=True بدون توکن‌های ویژه؛ بعد start و end را از هر جور فاصله به درون ببرید، تا وقتی start < end "
    "است: شاید توکنی جز فاصله چیزی نباشد.",
)
def test_offsets_point_at_the_text(student, draw):
    """Both kinds of tokenizer on texts with ZWNJ, words twice, several blanks, decomposed letters, and on no text; exact,
    but an empty span may stand anywhere in its blank.
    """
    rows = draw.labelled_rows("parsinlu-entailment", 2)
    words = rows[0]["sent1"].split()
    texts = [
        *(row["sent1"] for row in rows),
        f"می{ZWNJ}روم، می{ZWNJ}روم ۱۲ بار",
        f"  {words[0]}  {words[1]} \n {words[0]}؟ ",
        unicodedata.normalize("NFD", "آن مسئول، آن دائره"),
        f"{words[-1]} {words[-1]}",
        "",
    ]
    because = Text(
        en="a token stands for text[start:end] of the text as it was given: no blanks around it, no special tokens, and a "
        "second occurrence is not the first",
        fa="توکن نمایندهٔ text[start:end] در متنِ داده‌شده است: بی‌فاصله در دو سر، بی‌توکن ویژه، و بار دوم همان بار اول نیست",
    )
    for kind in KINDS:
        tokenizer = _tokenizer(student, draw, kind, texts)
        for text, told in zip(texts, student.kit.tokens_and_offsets(tokenizer, texts), strict=True):
            expected = []
            for start, end in told["offsets"]:
                blank = len(text[start:end]) - len(text[start:end].lstrip())
                start += blank  # noqa: PLW2901
                expected.append([start, start + len(text[start:end].rstrip())])
            spans = student.token_offsets(tokenizer, text)
            expect(spans, f"token_offsets of {_shown(text)}").is_list(
                length=len(expected),
                because=Text(
                    en="one span for each token, special tokens left out",
                    fa="برای هر توکن یک بازه، جز توکن‌های ویژه",
                ),
            )
            for place, (span, (start, end)) in enumerate(zip(spans, expected, strict=True)):
                name = f"of token {place} of {_shown(text)}"
                expect(span, f"the span {name}").is_list(length=2)
                for side, mine in zip(("start", "end"), span, strict=True):
                    expect(mine, f"the {side} {name}").is_number()
                low, high = told["offsets"][place]
                if start == end and span[0] == span[1] and low <= span[0] <= high:
                    continue
                for side, mine, theirs in zip(("start", "end"), span, (start, end), strict=True):
                    expect(mine, f"the {side} {name}").equals(theirs, because=because)


@points(1)
@title(en="Labels are numbered, strangers refused", fa="برچسب‌ها شماره می‌گیرند و بیگانه رد می‌شود")
@hint(
    en="LABELS.index(label), and ValueError with the label in it.",
    fa="LABELS.index(label)، و ValueError با خود برچسب.",
)
def test_labels_are_numbered(student, draw):
    """Random labels; ValueError that names what is no label, a part of "enc" or nothing among it; exact."""
    labels = draw.rng.choices("enc", k=12)
    expect(student.label_ids(labels), f"label_ids({labels})").equals(
        [{"e": 0, "n": 1, "c": 2}[label] for label in labels],
        because=Text(en="the order is e, n, c, always", fa="ترتیب همیشه e، n، c است"),
    )
    expect(student.label_ids([]), "label_ids([])").equals([])
    for stranger in ("xx", "-", "E", "en", ""):
        with raises(ValueError, mentions=stranger, of=f"label_ids({['e', stranger, 'n']})"):
            student.label_ids(["e", stranger, "n"])


@points(1)
@depends("test_pairs_follow_the_tokenizer")
@title(en="It holds for the checkpoints' own tokenizers", fa="برای توکن‌سازهای خودِ مدل‌ها هم برقرار است")
@hint(
    en="Nothing in your code may depend on which tokenizer it is: ask the tokenizer.",
    fa="هیچ جای کد نباید وابسته به این باشد که کدام توکن‌ساز است: از خودش بپرسید.",
)
def test_the_checkpoints_tokenizers_do(student, draw):
    """Pairs of mini-parsbert (WordPiece) and mini-xlmr (Unigram) as put together from single sentences; exact."""
    rows = draw.labelled_rows("parsinlu-entailment", 3)
    firsts, seconds = [row["sent1"] for row in rows], [row["sent2"] for row in rows]
    for name, separators in (("mini-parsbert", 1), ("mini-xlmr", 2)):
        tokenizer = student.kit.load_tokenizer(name)
        _expect_pairs(student, tokenizer, firsts, seconds, separators)
