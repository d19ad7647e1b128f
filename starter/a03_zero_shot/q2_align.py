"""Question 2: are the two languages aligned before any training? Sentence vectors, and translations found by them."""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor
from transformers import PreTrainedModel, PreTrainedTokenizerBase

TIE = 1e-6


def masked_mean(
    hidden: Float[Tensor, "batch seq dim"], mask: Int[Tensor, "batch seq"]
) -> Float[Tensor, "batch dim"]:
    """Average the token states of each text, padding left out.

    Args:
        hidden: the state of each token; what stands at padded positions may be anything finite.
        mask: 1 on real tokens (special tokens are real), 0 on padding. Padding may be on either side.

    Returns:
        The mean over the real tokens, in the dtype of `hidden`; zeros for a text without any. More padding changes
        nothing.
    """
    raise NotImplementedError("q2_align.masked_mean")


def embed(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    texts: Sequence[str],
    batch_size: int = 32,
    max_length: int = 128,
) -> Float[Tensor, "n dim"]:
    """Turn texts into vectors: the masked mean of the encoder's last hidden state.

    Dropout is off and no gradients are recorded. A text's vector does not depend on the texts that share its batch.

    Args:
        model: an encoder that takes `input_ids` and `attention_mask` and returns `.last_hidden_state`; it may be in
            training or in evaluation mode, and on any device.
        tokenizer: the encoder's tokenizer; it adds the special tokens.
        texts: one or more.
        batch_size: texts in a batch, the last batch may be smaller.
        max_length: the most tokens a text may take, special tokens included; a longer one loses its end.

    Returns:
        One row a text, in the order of `texts`, on the CPU. The model is left in the mode it was found in.
    """
    raise NotImplementedError("q2_align.embed")


def cosine(a: Float[Tensor, "n dim"], b: Float[Tensor, "m dim"]) -> Float[Tensor, "n m"]:
    """Compute the cosine of the angle between each vector of one set and each of another.

    Args:
        a: n vectors of any lengths.
        b: m vectors of the same dimension.

    Returns:
        Entry [i, j] is a[i] · b[j] / (|a[i]| |b[j]|); 0 where one of the two is the zero vector (never NaN).
    """

    raise NotImplementedError("q2_align.cosine")


def aligned_cosine(source: Float[Tensor, "n dim"], targets: Float[Tensor, "m dim"]) -> Float[Tensor, "n m"]:
    """Compare texts of two languages after each language has been centred.

    A part of every vector says only which language it is in. Subtracting from each language the mean of its own
    vectors takes that part away: adding one vector to all of a language then changes nothing.

    Args:
        source: vectors of texts in the first language.
        targets: vectors of texts in the second language; as many or not.

    Returns:
        The cosine of each centred source vector and each centred target vector. `source` and `targets` themselves are
        not modified.
    """
    raise NotImplementedError("q2_align.aligned_cosine")


def retrieval_accuracy(
    scores: Float[Tensor, "n n"], pairs: Sequence[tuple[str, str]] | None = None
) -> dict[str, float]:
    """Say how often the translation of a text is the one that scores highest, in both directions.

    Forward, text i of the first language (row i) looks for its translation among all texts of the second (the
    columns); backward, column j looks among the rows. One search counts as follows:

    - The candidates whose score is within TIE of the highest one are tied for the first place.
    - A candidate is right if it belongs to the same pair; with `pairs`, also if its pair agrees with that of the
      searching text in its first text or in its second (the same English twice has two right translations).
    - The search counts as the share of right ones among the tied candidates, which is the chance of being right when
      the tie is broken at random. So a model that gives all texts the same score gets 1/n and not 1.

    Args:
        scores: entry [i, j] compares text i of the first language with text j of the second; pair i is (i, i).
        pairs: the n texts of both languages, to know which occur more than once; None if none does.

    Returns:
        `{"forward": ..., "backward": ...}`: the mean over the n searches, Python floats from 0 to 1.

    Example:
        >>> retrieval_accuracy(torch.tensor([[0.9, 0.1], [0.8, 0.2]]))
        {'forward': 0.5, 'backward': 1.0}
    """
    raise NotImplementedError("q2_align.retrieval_accuracy")
