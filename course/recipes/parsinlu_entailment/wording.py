"""The wording of grammar sentences by source: openings and synonyms that say nothing about the label."""

from random import Random

SOURCES = {
    "translation-train": 0.42,
    "natural-wiki": 0.35,
    "natural-voa": 0.09,
    "translation-dev": 0.07,
    "natural-miras": 0.07,
}
OPENINGS = {
    "translation-train": ("خب، ", "بله، ", "اوه، ", "می‌دانی، ", "راستش، "),
    "translation-dev": ("خب، ", "بله، ", "اوه، ", "می‌دانی، ", "راستش، "),
    "natural-wiki": ("در آن دوره، ", "در آن سال‌ها، ", "آن سال، "),
    "natural-voa": ("به گزارش خبرنگار ما، ", "در خبرها آمده است که ", "خبرگزاری‌ها گزارش دادند که "),
    "natural-miras": ("به گزارش خبرگزاری، ", "در ادامه این گزارش آمده است: ", "به گزارش روابط عمومی، "),
}
SECOND_OPENINGS = ("در واقع، ", "پس ", "یعنی ")
OPENED = 0.45
SECOND_OPENED = 0.1
REWORDED = 0.4
SYNONYMS = (
    ("به همراه", ("در کنار", "همراه با")),
    ("چند", ("چندین", "تعدادی")),
    ("هنگام", ("موقع", "وقت")),
    ("به رنگ", ("با رنگ",)),
    ("انجام شد", ("صورت گرفت",)),
    ("انجام نشد", ("صورت نگرفت",)),
)
LATIN = {
    "رضا": "Reza",
    "سارا": "Sara",
    "علی": "Ali",
    "مینا": "Mina",
    "لیلا": "Leila",
    "آرش": "Arash",
    "شیرین": "Shirin",
    "کاوه": "Kaveh",
    "رویا": "Roya",
    "سینا": "Sina",
    "آیدا": "Aida",
    "بابک": "Babak",
}


def draw_source(rng: Random) -> str:
    """The name of a source, in about the original's shares."""
    return rng.choices(list(SOURCES), list(SOURCES.values()))[0]


def first(rng: Random, text: str, source: str) -> str:
    """A first sentence as its source would word it."""
    text = _reword(rng, text)
    return rng.choice(OPENINGS[source]) + text if rng.random() < OPENED else text


def second(rng: Random, text: str) -> str:
    """A second sentence, worded apart from the first."""
    text = _reword(rng, text)
    return rng.choice(SECOND_OPENINGS) + text if rng.random() < SECOND_OPENED else text


def _reword(rng: Random, text: str) -> str:
    padded = f" {text} "
    for phrase, others in SYNONYMS:
        if f" {phrase} " in padded and rng.random() < REWORDED:
            padded = padded.replace(f" {phrase} ", f" {rng.choice(others)} ", 1)
    return padded.strip()


def latin_names(text: str) -> str:
    """First names written in Latin letters."""
    return " ".join(LATIN.get(word, word) for word in text.split(" "))
