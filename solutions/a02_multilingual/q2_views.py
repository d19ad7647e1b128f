"""Question 2: encode the English text, the Persian one, or both as one sequence of at most 128 tokens."""

from collections.abc import Mapping, Sequence
from typing import Any

from transformers import PreTrainedTokenizerBase

Encoding = dict[str, list[int]]

# Which columns a view shows the model, in this order.
VIEWS = {"english": ("source",), "persian": ("targets",), "both": ("source", "targets")}


# BEGIN SOLUTION
def _columns(view: str) -> tuple[str, ...]:
    if view not in VIEWS:
        raise ValueError(f"there is no view {view!r}: choose one of {', '.join(VIEWS)}")
    return VIEWS[view]


def _whole(tokenizer: PreTrainedTokenizerBase, rows: Sequence[Mapping[str, str]], view: str):
    """The encoding of whole texts, and for each row which text each token belongs to (None: special)."""
    first, *second = ([row[column] for row in rows] for column in _columns(view))
    encoded = tokenizer(first, second[0] if second else None, truncation=False, verbose=False)
    return encoded, [encoded.sequence_ids(index) for index in range(len(rows))]


def _shares(lengths: Sequence[int], room: int) -> list[int]:
    """How many tokens each text keeps."""
    if len(lengths) == 1:
        return [min(lengths[0], room)]
    first, second = lengths
    first = min(first, max((room + 1) // 2, room - second))
    return [first, min(second, room - first)]


def _kept(owners: Sequence[int | None], texts: int, max_length: int) -> list[int]:
    """The positions that stay: all special tokens, and head and tail of each text."""
    positions = [[index for index, owner in enumerate(owners) if owner == text] for text in range(texts)]
    kept = [index for index, owner in enumerate(owners) if owner is None]
    room = max_length - len(kept)
    if room < texts:
        raise ValueError(f"max_length {max_length} leaves no room beside {len(kept)} special tokens")
    for own, share in zip(positions, _shares([len(own) for own in positions], room), strict=True):
        head = (share + 1) // 2
        kept += own[:head] + own[len(own) - (share - head) :]
    return sorted(kept)


# END SOLUTION


def encode_view(
    tokenizer: PreTrainedTokenizerBase,
    rows: Sequence[Mapping[str, str]],
    view: str,
    max_length: int = 128,
) -> list[Encoding]:
    """Encode one view of each row by the tokenizer's own convention, the middle of long texts left out.

    Which special tokens there are, where they stand and whether token types tell the two texts apart is the
    tokenizer's business: `[CLS] a [SEP] b [SEP]` with token types for ELECTRA and ParsBERT, `<s> a </s></s> b </s>`
    without them for XLM-R, something else for others. They are never left out.

    Where a sequence would be longer than `max_length`, texts lose tokens from their middle, since the frame of a
    quotation stands at the beginning, at the end, or at both. Let R be `max_length` minus the number of special
    tokens.

    - Of one text R tokens stay.
    - Of two, each has a right to half of R, English to the larger half if R is odd; what one of them does not need
      goes to the other.
    - Of a text that keeps k tokens, these are the first ⌈k/2⌉ and the last ⌊k/2⌋ of the tokens that it has as a whole
      (it is not tokenized anew after the cut).

    Args:
        tokenizer: any fast tokenizer of the transformers library.
        rows: each with the keys "source" (English) and "targets" (Persian); other keys are not looked at.
        view: "english", "persian", or "both": English first, then Persian, as the two texts of a pair.
        max_length: the most tokens of a sequence, special ones included.

    Returns:
        For each row a plain dict of lists of ints, all of the same length and without padding: "input_ids",
        "attention_mask" (1 everywhere), and "token_type_ids" if and only if that is among
        `tokenizer.model_input_names`.

    Raises:
        ValueError: there is no such view, or R is smaller than the number of texts.

    Source:
        Sun, Qiu, Xu, Huang, "How to fine-tune BERT for text classification?" (2019), section 5.3.1: head and tail.
    """
    # BEGIN SOLUTION
    if not rows:
        _columns(view)
        return []
    encoded, owners = _whole(tokenizer, rows, view)
    names = [name for name in tokenizer.model_input_names if name in encoded]
    examples = []
    for index, owner in enumerate(owners):
        kept = _kept(owner, len(VIEWS[view]), max_length)
        examples.append({name: [encoded[name][index][place] for place in kept] for name in names})
    return examples
    # END SOLUTION


def split_view(tokenizer: PreTrainedTokenizerBase, input_ids: Sequence[int]) -> list[list[int]]:
    """Undo the joining: the token ids of each text of a sequence, to see what the model is shown.

    Args:
        tokenizer: the one that made the sequence.
        input_ids: a sequence as `encode_view` makes it, perhaps padded.

    Returns:
        The runs of ids between the tokenizer's classifier, separator, beginning, end and padding tokens
        (`cls_token_id`, `sep_token_id`, `bos_token_id`, `eos_token_id`, `pad_token_id`; those that it has), in order,
        empty runs left out. The unknown token is part of a text, although `all_special_ids` lists it.
    """
    # BEGIN SOLUTION
    borders: list[Any] = [
        getattr(tokenizer, f"{name}_token_id") for name in ("cls", "sep", "bos", "eos", "pad")
    ]
    runs: list[list[int]] = [[]]
    for token in input_ids:
        if token in borders:
            runs.append([])
        else:
            runs[-1].append(token)
    return [run for run in runs if run]
    # END SOLUTION


def coverage(tokenizer: PreTrainedTokenizerBase, texts: Sequence[str]) -> dict[str, float]:
    """Say how well a tokenizer knows a language.

    Args:
        tokenizer: any fast tokenizer.
        texts: in the language in question.

    Returns:
        "tokens_per_word": tokens of all texts together, special tokens not counted, divided by the words of all texts
        together, where words are what white space separates (a mean of the texts' own ratios would be something
        else). "unknown_share": which share of these tokens is the unknown token.

    Raises:
        ValueError: there is no word in the texts.
    """
    # BEGIN SOLUTION
    words = sum(len(text.split()) for text in texts)
    if not words:
        raise ValueError("there is no word in the texts")
    ids = tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]
    tokens = [token for each in ids for token in each]
    unknown = sum(token == tokenizer.unk_token_id for token in tokens)
    return {"tokens_per_word": len(tokens) / words, "unknown_share": unknown / len(tokens)}
    # END SOLUTION


def truncation_cost(
    tokenizer: PreTrainedTokenizerBase,
    rows: Sequence[Mapping[str, str]],
    view: str,
    max_length: int = 128,
) -> dict[str, float]:
    """Measure what `encode_view` leaves out.

    Args:
        tokenizer, rows, view, max_length: as for `encode_view`; there is at least one row.

    Returns:
        "rows_cut": the share of the rows that lose at least one token. "tokens_lost": the share of all tokens of all
        texts, special ones not counted, that are lost. Floats between 0 and 1.
    """
    # BEGIN SOLUTION
    _, owners = _whole(tokenizer, rows, view)
    before = [len(owner) for owner in owners]
    after = [len(example["input_ids"]) for example in encode_view(tokenizer, rows, view, max_length)]
    texts = sum(place is not None for owner in owners for place in owner)
    lost = [first - second for first, second in zip(before, after, strict=True)]
    return {
        "rows_cut": sum(each > 0 for each in lost) / len(rows),
        "tokens_lost": sum(lost) / texts if texts else 0.0,
    }
    # END SOLUTION
