"""Question 2: one spelling, and pairs of sentences as any tokenizer wants them."""

import unicodedata
from collections.abc import Sequence

from transformers import PreTrainedTokenizerFast

LABELS = ("e", "n", "c")
ZWNJ = "\u200c"

# BEGIN SOLUTION
# Written as code points: the Arabic and the Persian letters look alike in an editor.
_CHARACTERS = str.maketrans("\u064a\u0643" + "0123456789" + "٠١٢٣٤٥٦٧٨٩", "\u06cc\u06a9" + 2 * "۰۱۲۳۴۵۶۷۸۹")
# END SOLUTION


def normalise(text: str) -> str:
    """Give a text one spelling, so that a tokenizer sees one word where a reader sees one word.

    In this order:

    1. NFC: a letter and its combining mark become one character wherever Unicode has one (ا and the madda U+0653 become
       آ, ي and the hamza U+0654 become ئ);
    2. ي (U+064A) becomes ی (U+06CC), and ك (U+0643) becomes ک (U+06A9);
    3. all digits become Persian, ۰ to ۹: 0 to 9 as well as the Arabic-Indic ٠ to ٩;
    4. each run of white space (as `str.split` sees it: line breaks and the no-break space are in) becomes one blank, and
       none is left at the ends.

    Everything else stays: the ZWNJ (U+200C), harakat, ة, punctuation, Latin letters. What a model was pretrained on is
    not ours to clean away.

    Args:
        text: any string; it may be empty.

    Returns:
        The text in that spelling; normalising it again changes nothing.

    Example:
        >>> normalise("كتاب\u200cهاي\n ٣ تا")
        'کتاب\u200cهای ۳ تا'
    """
    # BEGIN SOLUTION
    # Composed first: ي and a hamza are one character in NFC, ی and a hamza are not.
    return " ".join(unicodedata.normalize("NFC", text).translate(_CHARACTERS).split())
    # END SOLUTION


def encode_pairs(
    tokenizer: PreTrainedTokenizerFast,
    firsts: Sequence[str],
    seconds: Sequence[str],
    max_length: int = 128,
) -> list[dict[str, list[int]]]:
    """Encode pairs of sentences for whatever model the tokenizer belongs to, without padding.

    The tokenizer knows its model's convention: `[CLS] a [SEP] b [SEP]` for a BERT, `<s> a </s></s> b </s>` for a RoBERTa.
    The texts are encoded as they are given; an empty sentence is a sentence of no tokens.

    Args:
        tokenizer: any fast tokenizer of the transformers library.
        firsts: the first sentences.
        seconds: the second ones, as many; none of either gives `[]`.
        max_length: the most tokens that a pair may take, special tokens included. From a longer pair one token after
            the other goes, each time from the sentence that has more of them left (from either when they are equal), at
            the side of that sentence that `tokenizer.truncation_side` names; special tokens never go.

    Returns:
        For each pair "input_ids" and, only where `tokenizer.model_input_names` has it, "token_type_ids" (0 up to the first
        separator, 1 after it): lists of ints of the same length, and no other key.

    Raises:
        ValueError: there are more sentences on one side than on the other, or `max_length` is less than the special
            tokens of a pair alone take (`tokenizer.num_special_tokens_to_add(pair=True)`).
    """
    # BEGIN SOLUTION
    if len(firsts) != len(seconds):
        raise ValueError(f"{len(firsts)} first sentences cannot be paired with {len(seconds)} second ones")
    special = tokenizer.num_special_tokens_to_add(pair=True)
    if max_length < special:
        # The library would leave such a pair at its full length.
        raise ValueError(f"a pair needs {special} special tokens, more than max_length={max_length}")
    if not firsts:
        return []
    encoded = tokenizer(
        list(firsts),
        list(seconds),
        truncation="longest_first",
        max_length=max_length,
        padding=False,
        return_attention_mask=False,
        return_token_type_ids="token_type_ids" in tokenizer.model_input_names,
    )
    return [dict(zip(encoded, values, strict=True)) for values in zip(*encoded.values(), strict=True)]
    # END SOLUTION


def count_lost(
    tokenizer: PreTrainedTokenizerFast,
    firsts: Sequence[str],
    seconds: Sequence[str],
    max_length: int = 128,
) -> list[list[int]]:
    """Count what `encode_pairs` cuts off, so that `max_length` can be chosen with open eyes.

    Args:
        tokenizer, firsts, seconds, max_length: as in `encode_pairs`.

    Returns:
        For each pair `[lost of the first, lost of the second]`: how many tokens each sentence loses, `[0, 0]` where the
        pair fits. When both sentences have the same number left, either may lose the next token, as in `encode_pairs`.
        An empty sentence has nothing to lose; its separators take room all the same.

    Raises:
        ValueError: as in `encode_pairs`, which refuses the same.
    """
    # BEGIN SOLUTION
    kept = [len(pair["input_ids"]) for pair in encode_pairs(tokenizer, firsts, seconds, max_length)]
    special = tokenizer.num_special_tokens_to_add(pair=True)
    lost = []
    for first, second, total in zip(firsts, seconds, kept, strict=True):
        lengths = [
            len(tokenizer(text, add_special_tokens=False, truncation=False)["input_ids"])
            for text in (first, second)
        ]
        left = list(lengths)
        while sum(left) > total - special:
            left[left[0] < left[1]] -= 1
        lost.append([whole - rest for whole, rest in zip(lengths, left, strict=True)])
    return lost
    # END SOLUTION


def token_offsets(tokenizer: PreTrainedTokenizerFast, text: str) -> list[list[int]]:
    """Say which characters each token of a text stands for.

    Args:
        tokenizer: any fast tokenizer.
        text: one text, for example a normalised one.

    Returns:
        For each token of the text, special tokens left out, `[start, end]`: it stands for `text[start:end]`. Tokenizers
        that mark the beginning of words (`▁`) count the blank before a word in; here it is not: while the first or
        last character of the span is white space (of any kind) it is left out, down to an empty span: start = end,
        anywhere in that white space.

    Example:
        >>> token_offsets(tokenizer, "کتاب خوب")     # with one token a word
        [[0, 4], [5, 8]]
    """
    # BEGIN SOLUTION
    encoded = tokenizer(text, add_special_tokens=False, truncation=False, return_offsets_mapping=True)
    spans = []
    for start, end in encoded["offset_mapping"]:
        while start < end and text[start].isspace():
            start += 1  # noqa: PLW2901
        while start < end and text[end - 1].isspace():
            end -= 1  # noqa: PLW2901
        spans.append([start, end])
    return spans
    # END SOLUTION


def label_ids(labels: Sequence[str]) -> list[int]:
    """Number the labels: e is 0, n is 1, c is 2 (`LABELS`).

    Args:
        labels: the labels of cleaned rows.

    Returns:
        Their numbers, in order.

    Raises:
        ValueError: a label is none of these; the message names it. (A row that `clean` would drop must not become
            class 0, or −1, unnoticed.)
    """
    # BEGIN SOLUTION
    for label in labels:
        if label not in LABELS:
            raise ValueError(f"{label!r} is none of the labels {', '.join(LABELS)}")
    return [LABELS.index(label) for label in labels]
    # END SOLUTION
