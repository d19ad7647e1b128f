"""Question 2: fine-tune a classifier of sentence pairs with a training loop written by hand."""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler
from transformers import PreTrainedModel, PreTrainedTokenizerBase

Batch = dict[str, Tensor]


def encode_pairs(
    tokenizer: PreTrainedTokenizerBase,
    premises: Sequence[str],
    hypotheses: Sequence[str],
    max_length: int = 64,
) -> Batch:
    """Encode pairs of sentences for a BERT-like model.

    Each pair becomes `[CLS] premise [SEP] hypothesis [SEP]`, with token type 0 up to the first `[SEP]` and
    1 after it.

    Args:
        tokenizer: a tokenizer of the transformers library.
        premises: the first sentences, n of them.
        hypotheses: the second sentences, n of them.
        max_length: the most tokens a pair may take, special tokens included. A longer pair is cut token by
            token from whichever of its two sentences is the longer at that moment.

    Returns:
        A plain dict of long tensors of shape (n, length), where length is the longest pair among these n (not
        `max_length`): "input_ids", "attention_mask" (1 on real tokens, 0 on padding) and "token_type_ids".
    """
    raise NotImplementedError("q2_finetune.encode_pairs")


def make_batches(
    encoded: Batch,
    labels: Int[Tensor, " n"],
    batch_size: int,
    generator: torch.Generator | None,
) -> list[Batch]:
    """Cut encoded examples into batches, each example in exactly one of them.

    Args:
        encoded: tensors of shape (n, length), one row an example.
        labels: the label ids of the same examples, in the same order.
        batch_size: examples in a batch; the last batch keeps what is left over and may be smaller.
        generator: draws the order, so that the same seed gives the same batches; None keeps the examples in
            order.

    Returns:
        Batches with the keys of `encoded` and "labels", row i of each tensor about the same example.
    """
    raise NotImplementedError("q2_finetune.make_batches")


def train_epoch(
    model: PreTrainedModel,
    batches: Sequence[Batch],
    optimizer: Optimizer,
    scheduler: LRScheduler | None = None,
    max_norm: float = 1.0,
) -> list[float]:
    """Train a model on each batch once: one optimiser step a batch, in the order given.

    The model is in training mode (dropout on) throughout. Each step starts from gradients of zero, clips
    the norm of all gradients together to `max_norm`, moves the weights, and then advances the scheduler.

    Args:
        model: a classifier that returns `.loss` and `.logits` when a batch with "labels" is passed by
            keyword. Its loss is the cross-entropy of the logits (no softmax before it), averaged over the
            batch.
        batches: the batches of one epoch, as `make_batches` returns them.
        optimizer: an optimiser over the parameters of `model`.
        scheduler: advanced once after every optimiser step (not once an epoch), if there is one.
        max_norm: the largest norm that the gradients of all parameters together may have in a step.

    Returns:
        The loss of each step, measured before that step moves the weights, as Python floats.
    """
    raise NotImplementedError("q2_finetune.train_epoch")


def predict(model: PreTrainedModel, batches: Sequence[Batch]) -> Float[Tensor, "n classes"]:
    """Compute the logits of every example, with dropout off and no gradients recorded.

    Args:
        model: a classifier that returns `.logits`; it may be in training or in evaluation mode.
        batches: encoded batches, with or without "labels". They may be padded to different lengths.

    Returns:
        The logits of all examples, in the order of the batches. The model is left in the mode it was found
        in, and padding changes nothing: an example gets the same logits whatever it shares its batch with.
    """
    raise NotImplementedError("q2_finetune.predict")


def evaluate(logits: Float[Tensor, "n classes"], labels: Int[Tensor, " n"]) -> dict[str, float]:
    """Score predictions by accuracy and macro-averaged F1.

    Args:
        logits: one row an example; the predicted class is the one with the largest logit.
        labels: the true class of each example, 0 to classes − 1.

    Returns:
        `{"accuracy": ..., "macro_f1": ...}`, Python floats between 0 and 1. The F1 of a class is 2·TP /
        (2·TP + FP + FN); macro F1 is its plain mean over the classes that occur among the labels or the
        predictions, the rare ones counting as much as the frequent ones.

    Example:
        >>> evaluate(torch.tensor([[2.0, 0.0], [0.0, 1.0]]), torch.tensor([0, 0]))["accuracy"]
        0.5
    """
    raise NotImplementedError("q2_finetune.evaluate")
