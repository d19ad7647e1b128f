"""Question 3: leave only the last block and the heads of a vision transformer to train, whoever built it."""

import re

from torch import nn

# BEGIN SOLUTION
_BLOCK = re.compile(r"(?:deit\.layers|blocks)\.(\d+)\.")
_NORMS = ("deit.layernorm.", "norm.", "fc_norm.")
_HEADS = ("classifier.", "cls_classifier.", "distillation_classifier.", "head.", "head_dist.")


def _block_of(name: str) -> int | None:
    """The number of the block that a parameter belongs to, None outside the blocks."""
    match = _BLOCK.match(name)
    return int(match[1]) if match else None


# END SOLUTION


def freeze_all_but_last_block(model: nn.Module) -> None:
    """Leave the last block, the final norm and the head(s) trainable and freeze all the rest, in place.

    The model is one of `transformers` (`DeiTForImageClassification`, `DeiTForImageClassificationWithTeacher`) or one of
    `timm` (`VisionTransformer`, `VisionTransformerDistilled`). Its parameters are picked by name, never by their
    position among `model.parameters()`. Names begin with:

    ================  =======================================================  ============================
    part              transformers                                             timm
    ================  =======================================================  ============================
    block N           `deit.layers.N.`                                         `blocks.N.`
    final norm        `deit.layernorm.`                                        `norm.` or `fc_norm.`
    heads             `classifier.` or `cls_classifier.` and                   `head.` and, with distillation,
                      `distillation_classifier.`                               `head_dist.`
    ================  =======================================================  ============================

    Everything else is frozen: patch embedding, class and distillation token, position embeddings, a norm before the
    blocks (`norm_pre.`) and the other blocks with the norms inside them (`blocks.0.attn.q_norm.`, which some models
    have, contains `norm.` and does not begin with it). The blocks count from 0, and the last is the
    one with the greatest number, however many there are. Every parameter is set to frozen
    (`requires_grad == False`) or trainable, whatever it was before the call; no weight changes.

    Args:
        model: one of the four, with at least one block.

    Raises:
        ValueError: no parameter has the name of a block; the model is then left as it was.

    Source:
        Touvron et al., "Training data-efficient image transformers & distillation through attention" (2021),
        section 4 on the tokens and heads.
    """
    # BEGIN SOLUTION
    blocks = {block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None}
    if not blocks:
        raise ValueError(f"a {type(model).__name__} has no block to train")
    last = max(blocks)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _block_of(name) == last or name.startswith((*_NORMS, *_HEADS))
    # END SOLUTION


def count_parameters(model: nn.Module) -> dict[str, int]:
    """Count the weights of a model.

    Args:
        model: any model.

    Returns:
        `{"trainable": ..., "total": ...}`: how many numbers (not tensors) the parameters with `requires_grad` hold, and
        how many all parameters hold. A parameter that two modules share (tied weights) counts once; buffers, such as
        the running mean of a batch norm, do not count.

    Example:
        >>> model = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.Linear(3, 3))
        >>> model[1].weight = model[0].weight      # 9 weights for both, and two biases of 3
        >>> model[0].bias.requires_grad = False
        >>> count_parameters(model)
        {'trainable': 12, 'total': 15}
    """
    # BEGIN SOLUTION
    counts = {"trainable": 0, "total": 0}
    for parameter in model.parameters():  # yields a shared parameter once
        counts["total"] += parameter.numel()
        counts["trainable"] += parameter.numel() if parameter.requires_grad else 0
    return counts
    # END SOLUTION


def training_mode(model: nn.Module) -> None:
    """Put a partly frozen model in training mode, and what is frozen in it in evaluation mode, in place.

    `requires_grad == False` does not reach buffers: a batch norm in training mode moves its running mean and variance at
    every forward pass, with frozen weights too, and `model.train()` alone would let a frozen stem drift away.

    A module is *fully frozen* if there are parameters in it (its own or those of modules inside it) and none of them
    requires a gradient. After the call

    - a fully frozen module is in evaluation mode, and with it everything inside it: its batch norms keep their
      statistics, its dropout is off;
    - every other module with parameters in it is in training mode, the model itself too if any parameter trains;
    - a module without any parameters in it (dropout, an activation, a batch norm with `affine=False`) has the mode of
      the module that it lies in.

    Args:
        model: any model, in any mode or a mixture of modes; no parameter changes and no flag `requires_grad` does.
    """
    # BEGIN SOLUTION
    model.train()
    for module in model.modules():
        parameters = list(module.parameters())
        if parameters and not any(parameter.requires_grad for parameter in parameters):
            module.eval()
    # END SOLUTION
