"""The text sample and its recipe."""

import unicodedata
from collections import Counter
from functools import cache

import pytest

from course.kit.paths import sample_folder
from course.recipes.text import baselines, draw_pairs, draw_rows, draw_tagged, render
from course.recipes.text.grammar import names
from course.recipes.text.measures import bigram_perplexity, lexicon_coverage, unigram_entropy, words
from course.recipes.text.recipe import LANGUAGES, documents, spoiled
from course.recipes.text.tagging import UPOS, UnknownWord, tag
from course.recipes.text.writing import texts

FOLDER = sample_folder("text")
ARABIC = "يك"
TATWEEL = "ـ"


@cache
def content(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in content(name).splitlines()]


def paragraphs(name: str) -> list[str]:
    return [line for line in content(name).splitlines() if line]


@cache
def trees() -> list[dict]:
    """The sentences of `tagged.conllu`: id, text, lang, tokens as lists of ten columns."""
    found = []
    for block in content("tagged.conllu").strip().split("\n\n"):
        lines = block.split("\n")
        tags = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("#"))
        found.append({**tags, "tokens": [line.split("\t") for line in lines if not line.startswith("#")]})
    return found


def test_the_recipe_writes_the_committed_sample_bit_for_bit():
    for name, expected in render().items():
        assert (FOLDER / name).read_bytes() == expected, name


@pytest.mark.parametrize(("language", "least"), [("fa", 250_000), ("en", 150_000)])
def test_running_text_is_long_enough_and_in_documents(language, least):
    files = [content(f"{language}.{part}.txt") for part in ("train", "validation")]
    assert sum(len(text.encode()) for text in files) >= least
    for text in files:
        assert "\n\n\n" not in text
        assert text.count("\n\n") > 30


def test_enough_is_written_by_hand():
    assert sum(bool(text.sentences("fa")) for text in texts()) >= 60
    assert sum(len(text.sentences("fa")) for text in texts()) >= 450
    assert sum(len(text.sentences("en")) for text in texts()) >= 300
    everything = content("fa.train.txt") + content("fa.validation.txt") + content("fa.domain.txt")
    missing = [text.title for text in texts() if text.fa and text.domain == "cooking"]
    assert missing
    assert all(
        text.paragraphs("fa")[0] in everything for text in texts() if text.domain == "cooking" and text.fa
    )


def test_no_sentence_by_hand_is_written_twice():
    for language in LANGUAGES:
        sentences = [sentence for text in texts() for sentence in text.sentences(language)]
        assert max(Counter(sentences).values()) == 1


def test_validation_text_is_not_in_train():
    for language in LANGUAGES:
        train = {text for document in documents(language, "train") for text in document}
        held_out = {text for document in documents(language, "validation") for text in document}
        assert held_out
        assert not train & held_out


def test_a_text_by_hand_is_in_the_same_split_in_both_languages():
    parts = {
        (language, part): {text for document in documents(language, part) for text in document}
        for language in LANGUAGES
        for part in ("train", "validation")
    }
    both = [text for text in texts() if text.domain == "general" and text.fa and text.en]
    for text in both:
        for part in ("train", "validation"):
            inside = [text.paragraphs(language)[0] in parts[language, part] for language in LANGUAGES]
            assert inside[0] == inside[1], text.title


def test_pairs_are_translations_of_each_other():
    header, *rows = table("aligned.tsv")
    assert header == ["fa", "en"]
    assert len(rows) >= 1500
    assert all(len(row) == 2 and all(row) for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)
    by_hand = {sentence for text in texts() if text.fa and text.en for sentence in text.sentences("en")}
    assert sum(row[1] in by_hand for row in rows) >= 300
    lexicon: dict[str, set[str]] = {}
    for fa, en, _ in table("lexicon.tsv")[1:]:
        lexicon.setdefault(fa, set()).add(en)

    def shared(fa: str, en: str) -> int:
        english = set(words(en.lower()))
        return sum(bool(lexicon.get(word, set()) & english) for word in words(fa))

    true = sum(shared(fa, en) for fa, en in rows)
    shifted = sum(shared(fa, en) for (fa, _), (_, en) in zip(rows, [*rows[7:], *rows[:7]], strict=True))
    assert true > 2 * shifted


def test_conllu_is_well_formed():
    assert len(trees()) >= 800
    kinds = Counter((tree["lang"], tree["sent_id"].split("-")[0]) for tree in trees())
    assert kinds["fa", "hand"] >= 150
    assert min(kinds["fa", "grammar"], kinds["en", "grammar"]) >= 300
    assert len({tree["sent_id"] for tree in trees()}) == len(trees())
    for tree in trees():
        text = ""
        for number, columns in enumerate(tree["tokens"], start=1):
            assert len(columns) == 10
            assert columns[0] == str(number)
            assert columns[1]
            assert columns[2]
            assert columns[3] in UPOS
            assert columns[4:9] == ["_"] * 5
            assert columns[9] in ("_", "SpaceAfter=No")
            text += columns[1] + ("" if columns[9] == "SpaceAfter=No" else " ")
        assert text.strip() == tree["text"]


def test_words_with_two_readings_are_tagged_by_their_sentence():
    upos = {tree["text"]: {row[1]: (row[2], row[3]) for row in tree["tokens"]} for tree in trees()}
    expected = {
        "سه روز بعد، رانندهٔ اتوبوس در خانه را زد و چتر را پس داد.": {
            "در": ("در", "NOUN"),
            "زد": ("زدن", "VERB"),
        },
        "آبی که از شیر می‌نوشیم، معمولاً از سد یا چاه می‌آید.": {
            "آبی": ("آب", "NOUN"),
            "می‌آید": ("آمدن", "VERB"),
        },
        "رنگ آبی موج کوتاه‌تری دارد و بیشتر از رنگ‌های دیگر پراکنده می‌شود.": {"آبی": ("آبی", "ADJ")},
        "روزی دو همسایه که با هم قهر بودند، وسط پل به هم رسیدند.": {
            "هم": ("هم", "PRON"),
            "بودند": ("بودن", "AUX"),
        },
    }
    for text, wanted in expected.items():
        assert upos[text].items() >= wanted.items(), text
    assert tag("She wanted to study.", "en")[2].pos == "PART"
    assert tag("She went to Shiraz/PROPN.", "en")[2].pos == "ADP"
    with pytest.raises(UnknownWord):
        tag("xyzzy", "en")


def test_the_lexicon_covers_the_texts():
    header, *rows = table("lexicon.tsv")
    assert header == ["fa", "en", "pos"]
    assert len({fa for fa, _, _ in rows}) >= 600
    assert all(pos in UPOS for _, _, pos in rows)
    assert len({tuple(row) for row in rows}) == len(rows)
    assert sum(count > 1 for count in Counter((fa, pos) for fa, _, pos in rows).values()) >= 150
    assert min(lexicon_coverage("grammar")) > 0.97
    assert min(lexicon_coverage("hand")) > 0.93


def test_synonym_groups():
    header, *rows = table("synonyms.tsv")
    assert header == ["lang", "pos", "lemmas"]
    assert Counter(language for language, _, _ in rows).keys() == set(LANGUAGES)
    assert len(rows) >= 150
    for _, pos, lemmas in rows:
        group = lemmas.split(" ")
        assert len(set(group)) == len(group) >= 2
        assert pos in UPOS


def test_quirks_are_planted_in_the_training_text_only():
    train = content("fa.train.txt")
    assert all(letter in train for letter in ARABIC + TATWEEL)
    assert not unicodedata.is_normalized("NFC", train)
    assert "CHAPTER " in content("en.train.txt")
    assert "فصل " in train
    for language in LANGUAGES:
        lines = paragraphs(f"{language}.train.txt")
        planted = spoiled(language)[1]
        assert len(lines) - len(set(lines)) == planted["paragraph repeated in another document"] > 0
        assert planted.total() < 0.3 * len(lines)
        for part in ("validation", "domain"):
            clean = content(f"{language}.{part}.txt")
            assert unicodedata.is_normalized("NFC", clean)
            assert not set(ARABIC + TATWEEL) & set(clean)
            assert max(Counter(paragraphs(f"{language}.{part}.txt")).values()) == 1


def test_fresh_rows_are_clean_reproducible_and_new():
    rows = draw_rows(seed=7, count=200)
    assert rows == draw_rows(seed=7, count=200)
    assert rows != draw_rows(seed=8, count=200)
    assert [row["lang"] for row in rows[:4]] == ["fa", "en", "fa", "en"]
    known = {
        line
        for language in LANGUAGES
        for part in ("train", "validation")
        for line in paragraphs(f"{language}.{part}.txt")
    }
    for row in rows:
        assert row["text"] not in known
        assert row["text"] == " ".join(row["text"].split())
        assert unicodedata.is_normalized("NFC", row["text"])
        assert not set("/{}|") & set(row["text"])
    assert draw_rows(seed=7, count=4, domain="cooking") != rows[:4]


def test_an_unknown_domain_is_refused():
    with pytest.raises(ValueError, match="general, cooking"):
        draw_rows(seed=1, count=1, domain="medicine")


def test_fresh_pairs_and_tagged_sentences_are_new():
    pairs = draw_pairs(seed=3, count=300)
    assert pairs == draw_pairs(seed=3, count=300)
    known = {tuple(row) for row in table("aligned.tsv")}
    assert not known & {(pair["fa"], pair["en"]) for pair in pairs}
    rows = draw_tagged(seed=3, count=300)
    assert rows == draw_tagged(seed=3, count=300)
    assert not {tree["text"] for tree in trees()} & {row["text"] for row in rows}
    for row in rows:
        assert "".join(token["form"] for token in row["tokens"]) == row["text"].replace(" ", "")


def test_people_and_things_go_on_through_a_paragraph():
    everybody = {name for pair in names() for name in pair}
    seen = again = 0
    for row in draw_rows(seed=11, count=400):
        counts = Counter(word for word in words(row["text"]) if word in everybody)
        seen += len(counts)
        again += sum(count > 1 for count in counts.values())
    assert again > 0.75 * seen


def test_the_domain_is_another_one():
    for language in LANGUAGES:
        train, near, far = (
            [words(text) for document in documents(language, part) for text in document]
            for part in ("train", "validation", "cooking")
        )
        assert bigram_perplexity(train, far) > 3 * bigram_perplexity(train, near)


def test_a_uniform_distribution_has_the_entropy_of_its_size():
    assert unigram_entropy(list("abcdefgh")) == pytest.approx(2.0794415)


def test_surface_cues_leave_room_for_a_model():
    figures = baselines()
    assert max(figures["masked word is the commonest word"]) < 0.1
    assert max(figures["masked word is the commonest between its neighbours"]) < 0.6
    assert min(figures["unigram entropy, nats per word"]) > 5
    assert min(figures["bigram perplexity on validation"]) > 30


def test_the_card_gives_the_counts_of_the_quirks():
    card = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    for name in {name for language in LANGUAGES for name in spoiled(language)[1]}:
        counts = " | ".join(str(spoiled(language)[1][name]) for language in LANGUAGES)
        assert f"| {name} | {counts} |" in card
