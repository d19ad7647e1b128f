"""Question 4: a low learning rate for the encoder, a higher one for the classifier, warm-up, linear decay."""

from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR
from transformers import BertForSequenceClassification


def parameter_groups(
    model: BertForSequenceClassification,
    encoder_lr: float = 2e-5,
    classifier_lr: float = 1e-4,
    weight_decay: float = 0.01,
) -> list[dict[str, Any]]:
    """Sort the trainable parameters of a classifier into groups for an optimiser such as AdamW.

    The rate depends on where a parameter is: the classifier (`classifier.…`) is new and learns fast, all
    that was pretrained (`bert.…`: embeddings, encoder, pooler) learns slowly. The decay depends on what it
    is: biases (names that end in `bias`) and both parameters of every layer norm (`…LayerNorm.weight`,
    `…LayerNorm.bias`) get none.

    Args:
        model: a classifier; some of its parameters may be frozen (`requires_grad == False`).
        encoder_lr: the learning rate of everything outside the classifier.
        classifier_lr: the learning rate of the classifier.
        weight_decay: the decay of the parameters that are decayed.

    Returns:
        A list of dicts with exactly the keys "params" (a list of parameters of the model), "lr" and
        "weight_decay". Every trainable parameter is in exactly one group, a frozen one in none. The number
        of groups and their order are free.

    Source:
        Devlin et al., "BERT" (2019), appendix A.2; Loshchilov and Hutter, "Decoupled Weight Decay
        Regularization" (2019).
    """
    raise NotImplementedError("q4_rates.parameter_groups")


def linear_schedule(optimizer: Optimizer, warmup_steps: int, total_steps: int) -> LambdaLR:
    """Raise the learning rates linearly from 0, then lower them linearly to 0.

    With w = `warmup_steps` and T = `total_steps`, step s = 0, 1, 2, … uses, in each group, the group's own
    rate times

        s / w              while s < w
        (T − s) / (T − w)  while w <= s < T
        0                  from s = T on

    so that step 0 has the rate 0 when there is a warm-up, and the full rate is reached at step w.

    Args:
        optimizer: its groups may have different rates; the schedule keeps their ratio.
        warmup_steps: steps of the rise; 0 starts at the full rate.
        total_steps: steps of the whole run, warm-up included.

    Returns:
        A scheduler to be advanced by `scheduler.step()` once after each optimiser step.

    Raises:
        ValueError: `warmup_steps` is negative or larger than `total_steps`.
    """
    raise NotImplementedError("q4_rates.linear_schedule")
