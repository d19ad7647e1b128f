"""The contrastive loss that draws two views of a sentence together, for mini-xlmr and mini-electra."""

from torch import Tensor
from torch.nn import functional

TEMPERATURE = 0.1


def contrast(vectors: Tensor, matched: Tensor) -> Tensor:
    """Cross-entropy of finding each sentence's partner in the batch, in both directions.

    Args:
        vectors: shape (2 * batch, size): the sentences, then their partners (translations, or other views).
        matched: shape (batch,): the number of each sentence's partner.
    """
    first, second = functional.normalize(vectors - vectors.mean(0), dim=-1).chunk(2)
    scores = first @ second.T / TEMPERATURE
    return (functional.cross_entropy(scores, matched) + functional.cross_entropy(scores.T, matched)) / 2
