"""
en: The inner layer keeps timm's ratio of 4, and attn.qkv its bias.
fa: لایهٔ درونی همان نسبت پیش‌فرض 4 و attn.qkv همان بایاس را دارد.
check: test_the_built_model_has_the_same_sizes
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
        num_heads=config.num_attention_heads,
        norm_layer=lambda size, **_: torch.nn.LayerNorm(size, eps=config.layer_norm_eps),
    )
