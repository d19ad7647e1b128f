"""Rewrites names by regular expressions, both ways, and lets functools.partial set the norms."""

import re
from functools import partial

import torch
from timm.models.deit import VisionTransformerDistilled

_RULES = [
    (r"deit\.embeddings\.cls_token", "cls_token"),
    (r"deit\.embeddings\.distillation_token", "dist_token"),
    (r"deit\.embeddings\.position_embeddings", "pos_embed"),
    (r"deit\.embeddings\.patch_embeddings\.projection\.(weight|bias)", r"patch_embed.proj.{}"),
    (r"deit\.layernorm\.(weight|bias)", r"norm.{}"),
    (r"cls_classifier\.(weight|bias)", r"head.{}"),
    (r"distillation_classifier\.(weight|bias)", r"head_dist.{}"),
    (r"deit\.layers\.(\d+)\.layernorm_before\.(weight|bias)", r"blocks.{}.norm1.{}"),
    (r"deit\.layers\.(\d+)\.layernorm_after\.(weight|bias)", r"blocks.{}.norm2.{}"),
    (r"deit\.layers\.(\d+)\.attention\.o_proj\.(weight|bias)", r"blocks.{}.attn.proj.{}"),
    (r"deit\.layers\.(\d+)\.mlp\.(fc[12])\.(weight|bias)", r"blocks.{}.mlp.{}.{}"),
]
_PART = re.compile(r"deit\.layers\.(\d+)\.attention\.([qkv])_proj\.(weight|bias)")
_FUSED = re.compile(r"blocks\.(\d+)\.attn\.qkv\.(weight|bias)")


def _forward(name):
    for pattern, template in _RULES:
        if match := re.fullmatch(pattern, name):
            return template.format(*match.groups())
    raise KeyError(name)


def to_timm(state_dict):
    renamed, pieces = {}, {}
    for name, weight in state_dict.items():
        if match := _PART.fullmatch(name):
            layer, part, kind = match.groups()
            pieces.setdefault(f"blocks.{layer}.attn.qkv.{kind}", {})[part] = weight
        else:
            renamed[_forward(name)] = weight.clone()
    return renamed | {name: torch.cat([each[part] for part in "qkv"]) for name, each in pieces.items()}


def _backward(name):
    for pattern, template in _RULES:
        groups = iter(re.findall(r"\((.*?)\)", pattern))
        reverse = re.sub(r"\\{\\}", lambda _: f"({next(groups)})", re.escape(template))
        if match := re.fullmatch(reverse, name):
            values = iter(match.groups())
            return re.sub(r"\(.*?\)", lambda _: next(values), pattern).replace("\\.", ".")
    raise KeyError(name)


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
            renamed[_backward(name)] = weight
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
