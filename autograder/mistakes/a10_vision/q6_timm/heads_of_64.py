"""
en: Heads of 64 numbers are assumed, as in the models of the paper: no shape gives it away.
fa: مانند مدل‌های مقاله، هر سر توجه 64 عدد فرض شده و هیچ شکلی لو نمی‌دهد.
check: test_the_logits_agree
"""

import torch
from timm.models.deit import VisionTransformerDistilled


def build_timm(config):
    return VisionTransformerDistilled(
        img_size=config.image_size,
        patch_size=config.patch_size,
        in_chans=config.num_channels,
        num_classes=config.num_labels,
        embed_dim=config.hidden_size,
        depth=config.num_hidden_layers,
        num_heads=max(1, config.hidden_size // 64),
        mlp_ratio=config.intermediate_size / config.hidden_size,
        qkv_bias=config.qkv_bias,
        norm_layer=lambda size, **_: torch.nn.LayerNorm(size, eps=config.layer_norm_eps),
    )
