"""The weights of a DeiT of transformers under the names that timm's VisionTransformerDistilled gives them.

What to know when mapping:

- Both put the class token first, the distillation token second, then the patches row by row, and both add position
  embeddings to all of them.
- timm keeps queries, keys and values of a layer in one matrix `attn.qkv` of 3 x hidden rows, in this order.
- The class token's head is `head` in timm and `cls_classifier` in transformers, the distillation token's is `head_dist`
  and `distillation_classifier`.
- Layer norms add 1e-12 to the variance in transformers' DeiT and 1e-6 in timm's.
- In evaluation both average the two heads' logits.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

_OUTER = {
    "deit.embeddings.cls_token": "cls_token",
    "deit.embeddings.distillation_token": "dist_token",
    "deit.embeddings.position_embeddings": "pos_embed",
    "deit.embeddings.patch_embeddings.projection.weight": "patch_embed.proj.weight",
    "deit.embeddings.patch_embeddings.projection.bias": "patch_embed.proj.bias",
    "deit.layernorm.weight": "norm.weight",
    "deit.layernorm.bias": "norm.bias",
    "cls_classifier.weight": "head.weight",
    "cls_classifier.bias": "head.bias",
    "distillation_classifier.weight": "head_dist.weight",
    "distillation_classifier.bias": "head_dist.bias",
}
_INNER = {
    "layernorm_before": "norm1",
    "attention.o_proj": "attn.proj",
    "layernorm_after": "norm2",
    "mlp.fc1": "mlp.fc1",
    "mlp.fc2": "mlp.fc2",
}


def to_timm(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same weights under timm's names; heads that are not there are left out.

    Args:
        state: `model.state_dict()` of a DeiTForImageClassificationWithTeacher (or another DeiT model whose encoder is
            `model.deit`).

    Returns:
        What `timm.models.deit.VisionTransformerDistilled.load_state_dict` takes.

    Raises:
        KeyError: a weight has a name that has no place in timm's model.
    """
    renamed: dict[str, Tensor] = {}
    for name, weight in state.items():
        if name in _OUTER:
            renamed[_OUTER[name]] = weight
            continue
        if not name.startswith("deit.layers."):
            raise KeyError(name)
        layer, inner = name.removeprefix("deit.layers.").split(".", 1)
        part, kind = inner.rsplit(".", 1)
        if part in _INNER:
            renamed[f"blocks.{layer}.{_INNER[part]}.{kind}"] = weight
        elif part == "attention.q_proj":
            fused = [state[f"deit.layers.{layer}.attention.{each}_proj.{kind}"] for each in "qkv"]
            renamed[f"blocks.{layer}.attn.qkv.{kind}"] = torch.cat(fused)
        elif part not in {"attention.k_proj", "attention.v_proj"}:
            raise KeyError(name)
    return renamed
