"""A loop over characters and groups of words in place of regular expressions and translation tables."""

import statistics
import unicodedata


def _one(letter):
    code = ord(letter)
    if letter in "\u0640\u200e\u200f\u00ad\u0670" or 0x064B <= code <= 0x0652:
        return ""
    if letter in "\u064a\u0649":
        return "\u06cc"
    if letter == "\u0643":
        return "\u06a9"
    if letter == "\u0629":
        return "\u0647"
    for zero in (0x30, 0x0660):
        if zero <= code <= zero + 9:
            return chr(0x06F0 + code - zero)
    return letter


def normalise(text):
    composed = unicodedata.normalize("NFC", text)
    composed = unicodedata.normalize("NFC", "".join(map(_one, composed)))
    words = []
    for word in composed.split():
        parts = [part for part in word.split("\u200c") if part]
        if parts:
            words.append("\u200c".join(parts))
    return " ".join(words)


def remove_stop_words(text, stop_words):
    kept = []
    for word in text.split():
        if word in stop_words:
            continue
        kept += [word]
    return " ".join(kept)


def replace_zwnj(text, replacement=" "):
    return replacement.join(text.split("\u200c"))


def preprocess(rows, steps):
    def run(text):
        for step in steps:
            text = step(text)
        return text

    return [{**row, "premise": run(row["premise"]), "hypothesis": run(row["hypothesis"])} for row in rows]


def preprocessing_cost(scores, baseline="normalised"):
    lengths = {len(values) for values in scores.values()}
    if baseline not in scores or len(lengths) != 1 or 0 in lengths:
        raise ValueError("every way needs the same number of runs, and the baseline has to be there")
    mean = statistics.fmean(scores[baseline])
    return {name: statistics.fmean(values) - mean for name, values in scores.items() if name != baseline}
