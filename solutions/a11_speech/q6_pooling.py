"""Question 6: many frames become one vector, and the padding has no part in it.

This holds for every function here:

- hidden (B, T, D) is float16, bfloat16, float32 or float64, and the result (B, D) has the same dtype. Sums, counts and
  scores are kept in float32 (in float64 if hidden is that) and rounded to the dtype of hidden once, at the end.
- mask (B, T) is bool, integer or floating, in half precision too: True or 1 on the real frames of a row, which may lie
  anywhere in it.
- Padded frames hold anything, NaN and infinity too. Neither their number nor their content changes the result, and
  their gradient is exactly 0.
- A row without any real frame gives zeros and receives the gradient 0, so that it does no harm to the rows beside it.
- A NaN in a real frame is a fault that must be seen: it reaches the result of its row, and of no other row.
- hidden and mask are left as they are.
"""

import math

import torch
from jaxtyping import Float, Shaped
from torch import Tensor

# BEGIN SOLUTION


def _real_frames(
    hidden: Float[Tensor, "batch frames dim"], mask: Shaped[Tensor, "batch frames"]
) -> tuple[Float[Tensor, "batch frames dim"], Float[Tensor, "batch frames 1"]]:
    """Hidden in at least float32 with zeros for padding, and the mask as (B, T, 1) of bools."""
    real = mask.bool()[:, :, None]
    wide = hidden.to(torch.promote_types(hidden.dtype, torch.float32))
    # Not hidden * mask: NaN times 0 is NaN.
    return wide.masked_fill(~real, 0.0), real


# END SOLUTION


def mean_pool(
    hidden: Float[Tensor, "batch frames dim"], mask: Shaped[Tensor, "batch frames"]
) -> Float[Tensor, "batch dim"]:
    """Average the real frames of each row.

    Args:
        hidden: (B, T, D), in half precision too, where a sum over a long clip overflows or is rounded away.
        mask: (B, T), true on real frames.

    Returns:
        (B, D) in the dtype of hidden: the sum over the real frames divided by how many there are; zeros for a row
        that has none.

    Source:
        Reimers and Gurevych, "Sentence-BERT" (2019), section 3, for sentences.
    """
    # BEGIN SOLUTION
    kept, real = _real_frames(hidden, mask)
    return (kept.sum(1) / real.sum(1).clamp(min=1)).to(hidden.dtype)
    # END SOLUTION


def max_pool(
    hidden: Float[Tensor, "batch frames dim"], mask: Shaped[Tensor, "batch frames"]
) -> Float[Tensor, "batch dim"]:
    """Take the largest value among the real frames of each row, for each feature by itself.

    Args:
        hidden: (B, T, D); all real values of a feature may be negative, and as low as the dtype goes.
        mask: (B, T), true on real frames.

    Returns:
        (B, D) in the dtype of hidden, and bit for bit one of its values, be it infinite; zeros for a row without a
        real frame.
    """
    # BEGIN SOLUTION
    real = mask.bool()[:, :, None]
    largest = hidden.masked_fill(~real, -math.inf).amax(1)
    return largest.masked_fill(~real.any(1), 0.0)
    # END SOLUTION


def first_pool(
    hidden: Float[Tensor, "batch frames dim"], mask: Shaped[Tensor, "batch frames"]
) -> Float[Tensor, "batch dim"]:
    """Take the first real frame of each row.

    Args:
        hidden: (B, T, D).
        mask: (B, T), true on real frames; a row that is padded on the left begins with False.

    Returns:
        (B, D): the first frame that is real, bit for bit; zeros for a row that has none.

    Source:
        Devlin et al., "BERT" (2019), section 3: there the first token is made for it, here it is merely the first.
    """
    # BEGIN SOLUTION
    real = mask.bool()
    first = real.int().argmax(1)  # (B,): the first of the largest values
    chosen = hidden[torch.arange(len(hidden), device=hidden.device), first]
    return chosen.masked_fill(~real.any(1, keepdim=True), 0.0)
    # END SOLUTION


def attention_pool(
    hidden: Float[Tensor, "batch frames dim"],
    mask: Shaped[Tensor, "batch frames"],
    query: Float[Tensor, " dim"],
) -> Float[Tensor, "batch dim"]:
    """Average the real frames of each row, each weighted by how well it answers a query.

    The score of frame t is hidden[t] · query / √D. The weights of a row are the softmax of the scores of its real
    frames: positive, with sum 1; a padded frame has the weight 0. Scores may be in the thousands, and in half
    precision they too are computed in float32.

    Args:
        hidden: (B, T, D).
        mask: (B, T), true on real frames.
        query: (D,), in the dtype of hidden; a parameter of a model, so it receives a gradient as well.

    Returns:
        (B, D) in the dtype of hidden; zeros for a row without a real frame.

    Source:
        Yang et al., "Hierarchical Attention Networks for Document Classification" (2016), section 2.2, with the
        scaled dot product of Vaswani et al., "Attention Is All You Need" (2017), section 3.2.1.
    """
    # BEGIN SOLUTION
    kept, real = _real_frames(hidden, mask)
    scores = kept @ query.to(kept.dtype)[:, None] / math.sqrt(hidden.shape[-1])  # (B, T, 1)
    # A row of −∞ alone would be NaN, in the gradient too; its frames are zeros, whatever their weights.
    somewhere = real.any(1, keepdim=True)
    weights = scores.masked_fill(~real & somewhere, -math.inf).softmax(1)
    return (weights * kept).sum(1).to(hidden.dtype)
    # END SOLUTION
