"""Checks of question 2: the tokenizer's own convention, head and tail of long texts, and what truncation costs."""

from typing import Any

from autograder.authoring import Text, depends, expect, hint, points, raises, title

COLUMNS = {"english": ("source",), "persian": ("targets",), "both": ("source", "targets")}
KINDS = ("wordpiece", "unigram", "odd")
ENGLISH = ["and", "the", "king", "sat", "upon", "a", "throne", "of", "gold", "while", "it", "rained"]
PERSIAN = ["و", "پادشاه", "بر", "تخت", "زرین", "نشست", "هنگامی", "که", "باران", "می\u200cبارید"]


def _tokenizer(student, kind: str) -> Any:
    """A tokenizer for which every word is one token."""
    words = [*ENGLISH, *PERSIAN]
    return (
        student.kit.keep.odd_tokenizer(words)
        if kind == "odd"
        else student.kit.keep.build_tokenizer(kind, words)
    )


def _row(draw, english: int, persian: int) -> dict[str, str]:
    """A row of so many words."""
    return {
        "source": " ".join(draw.rng.choices(ENGLISH, k=english)),
        "targets": " ".join(draw.rng.choices(PERSIAN, k=persian)),
        "category": "bible",
    }


def _ids(student, tokenizer: Any, row: dict[str, str], view: str) -> list[list[int]]:
    """The token ids of each text by itself."""
    return student.kit.tokenize(tokenizer, [row[column] for column in COLUMNS[view]])


def _joined(kind: str, special: dict[str, int], texts: list[list[int]]) -> dict[str, list[int]]:
    """What the convention of a tokenizer makes of the ids of one or two texts."""
    begin, end = [special["cls"]], [special["sep"]]
    first, second = texts[0], texts[1] if len(texts) > 1 else None
    if kind == "unigram":
        ids = begin + first + end + ([] if second is None else end + second + end)
        return {"input_ids": ids, "attention_mask": [1] * len(ids)}
    if kind == "wordpiece":
        ids = begin + first + end + ([] if second is None else second + end)
        types = [0] * (len(first) + 2) + ([] if second is None else [1] * (len(second) + 1))
    else:
        ids = first + end + ([] if second is None else second + end) + begin
        types = [0] * (len(first) + 1) + ([] if second is None else [2] * (len(second) + 1)) + [1]
    return {"input_ids": ids, "attention_mask": [1] * len(ids), "token_type_ids": types}


def _cut(texts: list[list[int]], room: int) -> list[list[int]]:
    """Head and tail of each text, the room shared between two."""
    if len(texts) == 1:
        shares = [min(len(texts[0]), room)]
    else:
        shares = [len(texts[0]), len(texts[1])]
        # One token at a time from whoever is over the half; English has the larger half of an odd room.
        while sum(shares) > room:
            shares[shares[0] <= max(shares[1], (room + 1) // 2)] -= 1
    kept = []
    for ids, share in zip(texts, shares, strict=True):
        tail = share // 2
        kept.append(ids[: share - tail] + ids[len(ids) - tail :])
    return kept


def _encode(student, tokenizer: Any, rows: list[dict[str, str]], view: str, *length: int) -> list[dict]:
    examples = student.encode_view(tokenizer, rows, view, *length)
    expect(examples, f"encode_view(…, {view!r})").is_list(length=len(rows))
    for index, example in enumerate(examples):
        expect(example, f"example {index} of view {view!r}").is_dict(keys=["input_ids", "attention_mask"])
    return examples


@points(3)
@title(en="Each view by the tokenizer's own convention", fa="هر نما با قرارداد خودِ توکن‌ساز")
@hint(
    en="Call the tokenizer with one text or with two, and let it place its special tokens and token types.",
    fa="توکن‌ساز را با یک یا دو متن صدا بزنید تا خودش توکن‌های ویژه و نوع توکن‌ها را بگذارد.",
)
def test_views_follow_the_convention(student, draw):
    """Three conventions and three views of texts of unequal length, an empty text among them; exact."""
    rows = [_row(draw, *lengths) for lengths in ((4, 7), (9, 2), (0, 3), (5, 5))]
    for kind in KINDS:
        tokenizer = _tokenizer(student, kind)
        special = student.kit.special_tokens(tokenizer)
        for view in COLUMNS:
            for row, example in zip(rows, _encode(student, tokenizer, rows, view), strict=True):
                expected = _joined(kind, special, _ids(student, tokenizer, row, view))
                expect(example, f"a row as {view!r} ({kind})").equals(
                    expected,
                    because=Text(
                        en="special tokens, their places and the token types (or none) are the tokenizer's; English comes "
                        "first; nothing is padded",
                        fa="توکن‌های ویژه، جایشان و نوع توکن‌ها (یا نبودشان) به عهدهٔ توکن‌ساز است؛ انگلیسی اول می‌آید و پدینگی نیست",
                    ),
                )


@points(1)
@title(en="Rows in, plain examples out", fa="سطرها وارد و نمونه‌های ساده خارج می‌شوند")
@hint(
    en="Check the view first; a view that does not exist is a ValueError, no rows are an empty list.",
    fa="نخست نما را بررسی کنید؛ نمایی که نیست ValueError است و بی‌سطری یک فهرست خالی.",
)
def test_unknown_views_and_no_rows(student, draw):
    """A view that does not exist (with and without rows), no rows, no room; exact."""
    tokenizer = _tokenizer(student, "wordpiece")
    rows = [_row(draw, 8, 8)]
    for given in (rows, []):
        with raises(ValueError, of="encode_view(…)"):
            student.encode_view(tokenizer, given, "Persian")
    expect(student.encode_view(tokenizer, [], "both"), "encode_view of no rows").equals([])
    for view, length in (("both", 4), ("both", 3), ("english", 2)):
        with raises(
            ValueError,
            because=Text(
                en="special tokens are never left out, and each text needs room for one token",
                fa="توکن‌های ویژه هیچ‌گاه حذف نمی‌شوند و هر متن جایی برای یک توکن می‌خواهد",
            ),
        ):
            student.encode_view(tokenizer, rows, view, length)


@points(3)
@depends("test_views_follow_the_convention")
@title(en="A long text keeps its head and its tail", fa="متن بلند سر و تهش را نگه می‌دارد")
@hint(
    en="Encode the whole text, see by `sequence_ids` whose tokens are where, and leave out positions in the middle.",
    fa="متن کامل را رمز کنید، با `sequence_ids` ببینید هر توکن از کیست و جاهای میانی را کنار بگذارید.",
)
def test_a_long_text_keeps_head_and_tail(student, draw):
    """Single views around the limit (one short of it, at it, one and many over it), even and odd room; exact."""
    for kind in KINDS:
        tokenizer = _tokenizer(student, kind)
        special = student.kit.special_tokens(tokenizer)
        for length in (12, 13):
            rows = [_row(draw, count, count) for count in (length - 3, length - 2, length - 1, 3 * length)]
            for view in ("english", "persian"):
                for row, example in zip(rows, _encode(student, tokenizer, rows, view, length), strict=True):
                    texts = _cut(_ids(student, tokenizer, row, view), length - 2)
                    expect(example, f"a row as {view!r} in {length} tokens ({kind})").equals(
                        _joined(kind, special, texts),
                        because=Text(
                            en="the first ⌈k/2⌉ and the last ⌊k/2⌋ tokens stay, and all special ones",
                            fa="⌈k/2⌉ توکن نخست و ⌊k/2⌋ توکن آخر می‌مانند، و همهٔ توکن‌های ویژه",
                        ),
                    )


@points(3)
@depends("test_a_long_text_keeps_head_and_tail")
@title(en="Two texts share the room fairly", fa="دو متن جا را منصفانه تقسیم می‌کنند")
@hint(
    en="Each has a right to half of R; what one does not need goes to the other.",
    fa="هر کدام به نیمی از R حق دارد؛ آنچه یکی نمی‌خواهد به دیگری می‌رسد.",
)
def test_two_texts_share_the_room(student, draw):
    """Both long, either one short, just fitting, just not, even and odd room, the default of 128; exact."""
    because = Text(
        en="each text has a right to half of the room (English to the larger half) and takes what the other one leaves",
        fa="هر متن به نیمی از جا حق دارد (انگلیسی به نیمهٔ بزرگ‌تر) و آنچه دیگری نمی‌خواهد از آنِ اوست",
    )
    for kind in KINDS:
        tokenizer = _tokenizer(student, kind)
        special = student.kit.special_tokens(tokenizer)
        extra = 4 if kind == "unigram" else 3
        for length in (16, 17, 128):
            room = length - extra
            half = room // 2
            sizes = [
                (2 * room, 3 * room), (room, 1), (1, room), (room, 2), (2, room), (half, room - half),
                (half + 1, room - half), (half, room), (room + 5, half), (half - 1, half + 4),
            ]  # fmt: skip
            rows = [_row(draw, *size) for size in sizes]
            arguments = () if length == 128 else (length,)
            for row, size, example in zip(
                rows, sizes, _encode(student, tokenizer, rows, "both", *arguments), strict=True
            ):
                texts = _cut(_ids(student, tokenizer, row, "both"), room)
                expect(example, f"{size[0]} and {size[1]} words in {length} tokens ({kind})").equals(
                    _joined(kind, special, texts), because=because
                )


@points(2)
@title(en="A sequence falls apart into its texts", fa="دنباله به متن‌هایش باز می‌شود")
@hint(
    en="Split at classifier, separator, beginning, end and padding; the unknown token is a word of the text.",
    fa="در توکن‌های رده، جداکننده، آغاز، پایان و پدینگ ببرید؛ توکن ناشناخته واژه‌ای از متن است.",
)
def test_a_sequence_falls_apart(student, draw):
    """Both views joined by the check itself in three conventions, with unknown words, padded on either side; exact."""
    for kind in KINDS:
        tokenizer = _tokenizer(student, kind)
        special = student.kit.special_tokens(tokenizer)
        row = _row(draw, 4, 5)
        row["source"] += " 漢 and"
        for view in COLUMNS:
            texts = _ids(student, tokenizer, row, view)
            ids = _joined(kind, special, texts)["input_ids"]
            padding = [special["pad"]] * 3
            for given in (ids, ids + padding, padding + ids):
                expect(
                    student.split_view(tokenizer, given), f"split_view of {view!r} ({kind})"
                ).is_list().equals(
                    texts,
                    because=Text(
                        en="each text is the run between the borders, with its unknown tokens and without empty runs",
                        fa="هر متن رشتهٔ میان مرزهاست، با توکن‌های ناشناخته‌اش و بی رشته‌های خالی",
                    ),
                )


@points(2)
@title(en="How well a tokenizer knows a language", fa="توکن‌ساز زبان را چقدر می‌شناسد")
@hint(
    en="Sum tokens and words over all texts and divide once; special tokens do not count.",
    fa="توکن‌ها و واژه‌ها را روی همهٔ متن‌ها جمع بزنید و یک بار تقسیم کنید؛ توکن‌های ویژه شمرده نمی‌شوند.",
)
def test_coverage_of_a_language(student, draw):
    """Texts of very unequal length with unknown words and words cut into letters; within 1e-9."""
    for kind in ("wordpiece", "unigram"):
        tokenizer = _tokenizer(student, kind)
        texts = [
            _row(draw, 30, 0)["source"],
            "漢 king \n kinggold",
            "",
            f"{_row(draw, 0, 3)['targets']} 漢字",
        ]
        ids = student.kit.tokenize(tokenizer, texts)
        unknown = student.kit.tokenize(tokenizer, ["漢"])[0][-1]
        tokens = [token for each in ids for token in each]
        result = student.coverage(tokenizer, texts)
        expect(result, "coverage(…)").is_dict(keys=["tokens_per_word", "unknown_share"])
        expect(result["tokens_per_word"], f"“tokens_per_word” ({kind})").is_close(
            len(tokens) / 37,
            atol=1e-9,
            because=Text(
                en="all tokens divided by all words, without special tokens",
                fa="همهٔ توکن‌ها تقسیم بر همهٔ واژه‌ها، بی توکن‌های ویژه",
            ),
        )
        expect(result["unknown_share"], f"“unknown_share” ({kind})").is_close(
            tokens.count(unknown) / len(tokens), atol=1e-9
        )
    with raises(ValueError, of="coverage(…)"):
        student.coverage(tokenizer, ["", " \n"])


@points(2)
@depends("test_two_texts_share_the_room")
@title(en="What truncation costs", fa="بریدن چه هزینه‌ای دارد")
@hint(
    en="Compare lengths before and after; divide rows by rows, and tokens of texts by tokens of texts.",
    fa="درازای پیش و پس را بسنجید؛ سطر را بر سطر و توکن متن را بر توکن متن تقسیم کنید.",
)
def test_what_truncation_costs(student, draw):
    """Rows of which some fit; each view, and a limit that cuts nothing; within 1e-9."""
    sizes = [(5, 4), (20, 8), (3, 30), (9, 9), (40, 50)]
    rows = [_row(draw, *size) for size in sizes]
    for kind, extra in (("wordpiece", {1: 2, 2: 3}), ("unigram", {1: 2, 2: 4})):
        tokenizer = _tokenizer(student, kind)
        for view, length in (("english", 12), ("persian", 12), ("both", 24), ("both", 128)):
            counts = [sum(map(len, _ids(student, tokenizer, row, view))) for row in rows]
            room = length - extra[len(COLUMNS[view])]
            lost = [max(0, count - room) for count in counts]
            result = student.truncation_cost(tokenizer, rows, view, length)
            expect(result, "truncation_cost(…)").is_dict(keys=["rows_cut", "tokens_lost"])
            expect(result["rows_cut"], f"“rows_cut” of {view!r}").is_close(
                sum(map(bool, lost)) / len(rows), atol=1e-9
            )
            expect(result["tokens_lost"], f"“tokens_lost” of {view!r}").is_close(
                sum(lost) / sum(counts),
                atol=1e-9,
                because=Text(
                    en="lost tokens are compared with the tokens of all texts, special ones left out",
                    fa="توکن‌های ازدست‌رفته با توکن‌های همهٔ متن‌ها سنجیده می‌شوند، بی توکن‌های ویژه",
                ),
            )
