"""
en: The layer norms keep timm's eps of 1e-6.
fa: لایه‌نُرم‌ها همان eps پیش‌فرض timm یعنی 1e-6 را دارند.
check: test_the_logits_agree
"""

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
        mlp_ratio=config.intermediate_size / config.hidden_size,
        qkv_bias=config.qkv_bias,
    )
