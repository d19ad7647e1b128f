"""What the tiny model of the checks on training loops computes, from its weights alone."""

import torch
from torch import Tensor
from torch.nn import functional

State = dict[str, Tensor]
Batch = dict[str, Tensor]


def mean_logits(state: State, batch: Batch, per_token: bool = False) -> Tensor:
    """Logits of each token (B, T, C), or of each text (B, C) as the mean over its tokens."""
    logits = functional.linear(
        torch.tanh(state["words.weight"][batch["input_ids"]]), state["head.weight"], state["head.bias"]
    )
    mask = batch["attention_mask"][..., None].double()
    return logits if per_token else (logits * mask).sum(1) / mask.sum(1)


def mean_loss(state: State, batch: Batch) -> Tensor:
    """The mean cross-entropy over the labels of a batch that are not −100."""
    logits = mean_logits(state, batch, per_token=batch["labels"].dim() == 2)
    return functional.cross_entropy(logits.flatten(0, -2), batch["labels"].flatten(), ignore_index=-100)
