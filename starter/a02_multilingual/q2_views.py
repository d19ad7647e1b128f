"""Question 2: encode the English text, the Persian one, or both as one sequence of at most 128 tokens."""

from collections.abc import Mapping, Sequence
from typing import Any

from transformers import PreTrainedTokenizerBase

Encoding = dict[str, list[int]]

# Which columns a view shows the model, in this order.
VIEWS = {"english": ("source",), "persian": ("targets",), "both": ("source", "targets")}


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
    raise NotImplementedError("q2_views.encode_view")


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
    raise NotImplementedError("q2_views.split_view")


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
    raise NotImplementedError("q2_views.coverage")


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
    raise NotImplementedError("q2_views.truncation_cost")
