"""Rewrites names by regular expressions, both ways, and lets functools.partial set the norms."""

import re
from functools import partial

import torch
from timm.models.deit import VisionTransformerDistilled

_RULES = {
    "deit.embeddings.cls_token": "cls_token",
    "deit.embeddings.distillation_token": "dist_token",
    "deit.embeddings.position_embeddings": "pos_embed",
    "deit.embeddings.patch_embeddings.projection.<k>": "patch_embed.proj.<k>",
    "deit.layernorm.<k>": "norm.<k>",
    "cls_classifier.<k>": "head.<k>",
    "distillation_classifier.<k>": "head_dist.<k>",
    "deit.layers.<n>.layernorm_before.<k>": "blocks.<n>.norm1.<k>",
    "deit.layers.<n>.layernorm_after.<k>": "blocks.<n>.norm2.<k>",
    "deit.layers.<n>.attention.o_proj.<k>": "blocks.<n>.attn.proj.<k>",
    "deit.layers.<n>.mlp.fc1.<k>": "blocks.<n>.mlp.fc1.<k>",
    "deit.layers.<n>.mlp.fc2.<k>": "blocks.<n>.mlp.fc2.<k>",
}
_PART = re.compile(r"deit\.layers\.(\d+)\.attention\.([qkv])_proj\.(weight|bias)")
_FUSED = re.compile(r"blocks\.(\d+)\.attn\.qkv\.(weight|bias)")


def _rewritten(name, rules):
    for old, new in rules:
        pattern = old.replace(".", r"\.").replace("<n>", r"(?P<n>\d+)").replace("<k>", "(?P<k>weight|bias)")
        if match := re.fullmatch(pattern, name):
            return re.sub("<([nk])>", lambda place, found=match: found[place[1]], new)
    raise KeyError(name)


def to_timm(state_dict):
    renamed, pieces = {}, {}
    for name, weight in state_dict.items():
        if match := _PART.fullmatch(name):
            layer, part, kind = match.groups()
            pieces.setdefault(f"blocks.{layer}.attn.qkv.{kind}", {})[part] = weight
        else:
            renamed[_rewritten(name, _RULES.items())] = weight.clone()
    return renamed | {name: torch.cat([each[part] for part in "qkv"]) for name, each in pieces.items()}


def from_timm(state_dict):
    renamed = {}
    for name, weight in state_dict.items():
        if match := _FUSED.fullmatch(name):
            layer, kind = match.groups()
            rows = len(weight) // 3
            for number, part in enumerate("qkv"):
                piece = weight[number * rows : (number + 1) * rows]
                renamed[f"deit.layers.{layer}.attention.{part}_proj.{kind}"] = piece
        else:
            renamed[_rewritten(name, [(new, old) for old, new in _RULES.items()])] = weight
    return renamed


def build_timm(config):
    norm = partial(torch.nn.LayerNorm, eps=config.layer_norm_eps)
    return VisionTransformerDistilled(
        config.image_size,
        config.patch_size,
        config.num_channels,
        config.num_labels,
        embed_dim=config.hidden_size,
        depth=config.num_hidden_layers,
        num_heads=config.num_attention_heads,
        mlp_ratio=config.intermediate_size / config.hidden_size,
        qkv_bias=config.qkv_bias,
        norm_layer=norm,
    )


def freeze_like(model, source):
    marks = {name: torch.full((1,), float(p.requires_grad)) for name, p in source.named_parameters()}
    fused = to_timm(marks)
    mixed = [name for name, mark in fused.items() if mark.min() != mark.max()]
    if mixed:
        raise ValueError(f"frozen in part: {mixed}")
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(bool(fused[name][0]))


def trainable_names(model):
    return sorted(dict(filter(lambda item: item[1].requires_grad, model.named_parameters())))
