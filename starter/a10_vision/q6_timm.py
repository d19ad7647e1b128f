"""Question 6: the same DeiT in timm: its weights under timm's names, its logits, and the same frozen parts."""

from collections.abc import Mapping

import torch
from timm.models.deit import VisionTransformerDistilled
from torch import Tensor
from transformers import DeiTConfig, DeiTForImageClassificationWithTeacher


def to_timm(state_dict: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Rename the weights of a DeiT of transformers as timm's distilled vision transformer names them.

    No number changes. timm keeps a block's queries, keys and values in one layer `attn.qkv`: its weight
    (3·hidden, hidden) and its bias (3·hidden) hold the rows of the query layer, then those of the key
    layer, then those of the value layer.

    Args:
        state_dict: `model.state_dict()` of a `DeiTForImageClassificationWithTeacher` of any size, its
            entries in any order. With `qkv_bias=False` in its configuration, query, key and value have no
            biases, and `attn.qkv` gets none either. Print the names of a small model of each library first;
            how many blocks there are is told by the names.

    Returns:
        A plain dict that `timm.models.deit.VisionTransformerDistilled.load_state_dict` takes with
        `strict=True`. The class token's head is `head` in timm, the distillation token's `head_dist`.

    Raises:
        KeyError: a weight has a name that has no place in timm's model; the message holds the name.
    """
    raise NotImplementedError("q6_timm.to_timm")


def from_timm(state_dict: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Undo `to_timm`: rename the weights of timm's distilled vision transformer as transformers names them.

    Args:
        state_dict: `model.state_dict()` of a `VisionTransformerDistilled` of any size, its entries in any
            order, with or without biases in `attn.qkv`.

    Returns:
        A plain dict that `DeiTForImageClassificationWithTeacher.load_state_dict` takes with `strict=True`;
        `from_timm(to_timm(state))` and `to_timm(from_timm(state))` give back every bit.

    Raises:
        KeyError: a weight has a name that has no place in transformers' model; the message holds the name.
    """
    raise NotImplementedError("q6_timm.from_timm")


def build_timm(config: DeiTConfig) -> VisionTransformerDistilled:
    """Build timm's distilled vision transformer in the sizes that a configuration of transformers states.

    With the weights that `to_timm` makes of a `DeiTForImageClassificationWithTeacher`, it computes the same
    logits in evaluation mode, to the last digits of float64. timm's defaults differ in more than sizes: look at
    the `eps` of its layer norms (`layer_norm_eps` here).

    Args:
        config: the configuration of a DeiT. These of its settings count: image_size, patch_size,
            num_channels, num_labels, hidden_size, num_hidden_layers, num_attention_heads,
            intermediate_size, qkv_bias, layer_norm_eps. Dropout rates may be left at 0, and hidden_act is
            "gelu".

    Returns:
        A new model, its weights drawn at random.
    """
    raise NotImplementedError("q6_timm.build_timm")


def freeze_like(model: VisionTransformerDistilled, source: DeiTForImageClassificationWithTeacher) -> None:
    """Freeze in a model of timm what is frozen in the same model of transformers, in place.

    A parameter of timm's model gets the `requires_grad` of the parameter, or of the parameters, that
    `to_timm` makes it of, whatever it was before the call. So a freeze that was written once, such as all
    but the last block of question 3, holds in both libraries, and as many numbers are trained in one as
    in the other.

    Args:
        model: what `build_timm(source.config)` returns.
        source: the model of transformers; it is not changed.

    Raises:
        ValueError: query, key and value of a block, which are one parameter in timm, are not all frozen or
            all trainable in `source`. `model` is then left as it was.
    """
    raise NotImplementedError("q6_timm.freeze_like")


def trainable_names(model: torch.nn.Module) -> list[str]:
    """List what an optimiser would train.

    Args:
        model: a model of either library.

    Returns:
        The names of the parameters with `requires_grad`, in alphabetical order.
    """
    raise NotImplementedError("q6_timm.trainable_names")
