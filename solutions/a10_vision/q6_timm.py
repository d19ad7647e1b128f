"""Question 6: the same DeiT in timm: its weights under timm's names, its logits, and the same frozen parts."""

from collections.abc import Mapping

import torch
from timm.models.deit import VisionTransformerDistilled
from torch import Tensor
from transformers import DeiTConfig, DeiTForImageClassificationWithTeacher

# BEGIN SOLUTION
_OUTER = {
    "deit.embeddings.cls_token": "cls_token",
    "deit.embeddings.distillation_token": "dist_token",
    "deit.embeddings.position_embeddings": "pos_embed",
    "deit.embeddings.patch_embeddings.projection": "patch_embed.proj",
    "deit.layernorm": "norm",
    "cls_classifier": "head",
    "distillation_classifier": "head_dist",
}
_INNER = {
    "layernorm_before": "norm1",
    "attention.o_proj": "attn.proj",
    "layernorm_after": "norm2",
    "mlp.fc1": "mlp.fc1",
    "mlp.fc2": "mlp.fc2",
}
_QKV = ("attention.q_proj", "attention.k_proj", "attention.v_proj")


def _sources(name: str) -> list[str]:
    """The names in transformers of what a weight of timm is made of, in the order of its rows."""
    if name.startswith("blocks."):
        _, number, inner = name.split(".", 2)
        part, kind = inner.rsplit(".", 1)
        names = {theirs: [ours] for ours, theirs in _INNER.items()} | {"attn.qkv": list(_QKV)}
        return [f"deit.layers.{number}.{source}.{kind}" for source in names[part]]
    names = {theirs: ours for ours, theirs in _OUTER.items()}
    if name in names:
        return [names[name]]
    part, kind = name.rsplit(".", 1)
    return [f"{names[part]}.{kind}"]


def _target(name: str) -> str:
    """The name in timm of the weight that a weight of transformers is, or is a part of."""
    if name.startswith("deit.layers."):
        number, inner = name.removeprefix("deit.layers.").split(".", 1)
        part, kind = inner.rsplit(".", 1)
        return f"blocks.{number}.{'attn.qkv' if part in _QKV else _INNER[part]}.{kind}"
    if name in _OUTER:
        return _OUTER[name]
    part, kind = name.rsplit(".", 1)
    return f"{_OUTER[part]}.{kind}"


# END SOLUTION


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
    # BEGIN SOLUTION
    renamed: dict[str, Tensor] = {}
    for name in state_dict:
        try:
            target = _target(name)
        except (KeyError, ValueError):
            raise KeyError(name) from None
        if target not in renamed:
            renamed[target] = torch.cat([state_dict[source] for source in _sources(target)])
    return renamed
    # END SOLUTION


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
    # BEGIN SOLUTION
    renamed: dict[str, Tensor] = {}
    for name, weight in state_dict.items():
        try:
            sources = _sources(name)
        except (KeyError, ValueError):
            raise KeyError(name) from None
        renamed.update(zip(sources, weight.chunk(len(sources)), strict=True))
    return renamed
    # END SOLUTION


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
    # BEGIN SOLUTION
    return VisionTransformerDistilled(
        img_size=config.image_size,
        patch_size=config.patch_size,
        in_chans=config.num_channels,
        num_classes=config.num_labels,
        embed_dim=config.hidden_size,
        depth=config.num_hidden_layers,
        num_heads=config.num_attention_heads,
        # timm rounds hidden_size · mlp_ratio down.
        mlp_ratio=(config.intermediate_size + 0.5) / config.hidden_size,
        qkv_bias=config.qkv_bias,
        norm_layer=lambda size, **options: torch.nn.LayerNorm(
            size,
            **(options | {"eps": config.layer_norm_eps}),  # type: ignore[arg-type]
        ),
    )
    # END SOLUTION


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
    # BEGIN SOLUTION
    trains = {name: parameter.requires_grad for name, parameter in source.named_parameters()}
    wanted = {}
    for name, _ in model.named_parameters():
        flags = {trains[part] for part in _sources(name)}
        if len(flags) > 1:
            raise ValueError(f"{name} would have to be frozen in part: {', '.join(_sources(name))}")
        wanted[name] = flags.pop()
    for name, parameter in model.named_parameters():
        parameter.requires_grad = wanted[name]
    # END SOLUTION


def trainable_names(model: torch.nn.Module) -> list[str]:
    """List what an optimiser would train.

    Args:
        model: a model of either library.

    Returns:
        The names of the parameters with `requires_grad`, in alphabetical order.
    """
    # BEGIN SOLUTION
    return sorted(name for name, parameter in model.named_parameters() if parameter.requires_grad)
    # END SOLUTION
