"""Question 5: keep only the first layers of a BERT classifier."""

import copy
from pathlib import Path

from transformers import BertForSequenceClassification


def truncate(model: BertForSequenceClassification, n: int) -> BertForSequenceClassification:
    """Build a classifier out of the first n encoder layers of another one.

    Embeddings, layers 0 to n − 1, pooler and classifier are copies of the original's. So the new encoder's
    output is the state that the full model has after its n-th layer (`hidden_states[n]`; number 0 is the
    embeddings' output).

    Args:
        model: the full classifier; it stays as it is, weights and configuration, and shares no memory with
            the result.
        n: how many layers to keep, 1 to `model.config.num_hidden_layers`.

    Returns:
        A new classifier whose configuration has `num_hidden_layers == n` and is otherwise the original's.

    Raises:
        ValueError: n is less than 1 or more than the model has.

    Source:
        Sajjad et al., "On the Effect of Dropping Layers of Pre-trained Transformer Models" (2023), section
        3 ("top-layer dropping").
    """
    raise NotImplementedError("q5_truncate.truncate")


def save_and_load(model: BertForSequenceClassification, folder: str | Path) -> BertForSequenceClassification:
    """Save a classifier into a folder and load it again from there.

    Args:
        model: a full or a truncated classifier.
        folder: where `config.json` and `model.safetensors` go; it is made if it does not exist.

    Returns:
        A new classifier read from the folder alone: the same configuration, every weight the same bit for
        bit.
    """
    raise NotImplementedError("q5_truncate.save_and_load")
