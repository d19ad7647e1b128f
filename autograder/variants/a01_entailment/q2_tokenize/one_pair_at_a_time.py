"""One pair at a time, truncation by hand, regular expressions for spelling."""

import re
import unicodedata


def normalise(text):
    text = unicodedata.normalize("NFC", text)
    text = text.replace("\u064a", "\u06cc").replace("\u0643", "\u06a9")
    text = "".join(
        chr(0x06F0 + unicodedata.digit(mark)) if re.match("[0-9\u0660-\u0669]", mark) else mark
        for mark in text
    )
    return re.sub(r"\s+", " ", text).strip()


def _cut(tokenizer, first, second, max_length):
    parts = [
        tokenizer(text, add_special_tokens=False, truncation=False)["input_ids"] for text in (first, second)
    ]
    lost = [0, 0]
    room = max_length - tokenizer.num_special_tokens_to_add(pair=True)
    if room < 0:
        raise ValueError("no room for the special tokens")
    while len(parts[0]) + len(parts[1]) > room:
        longer = 0 if len(parts[0]) > len(parts[1]) else 1
        parts[longer].pop(0 if tokenizer.truncation_side == "left" else -1)
        lost[longer] += 1
    return parts, lost


def encode_pairs(tokenizer, firsts, seconds, max_length=128):
    if len(firsts) != len(seconds):
        raise ValueError("sentences without a partner")
    frame = tokenizer([""], [""], padding=False)["input_ids"][0]  # a lone "" would be taken for no sentence
    result = []
    for first, second in zip(firsts, seconds, strict=True):
        (left, right), _ = _cut(tokenizer, first, second, max_length)
        pair = {"input_ids": [frame[0], *left, *frame[1:-1], *right, frame[-1]]}
        if "token_type_ids" in tokenizer.model_input_names:
            pair["token_type_ids"] = [0] * (len(left) + 2) + [1] * (len(right) + 1)
        result.append(pair)
    return result


def count_lost(tokenizer, firsts, seconds, max_length=128):
    return [
        _cut(tokenizer, first, second, max_length)[1] for first, second in zip(firsts, seconds, strict=True)
    ]


def token_offsets(tokenizer, text):
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    spans = []
    for start, end in encoding["offset_mapping"]:
        inside = [place for place in range(start, end) if not text[place].isspace()]
        spans.append((inside[0], inside[-1] + 1) if inside else (start, start))
    return spans


def label_ids(labels):
    numbers = {"e": 0, "n": 1, "c": 2}
    try:
        return [numbers[label] for label in labels]
    except KeyError as error:
        raise ValueError(f"not a label: {error.args[0]}") from error
