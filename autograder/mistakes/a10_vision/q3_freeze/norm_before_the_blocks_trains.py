"""
en: “norm” without a dot is also the beginning of timm's norm before the blocks, “norm_pre”.
fa: «norm» بی‌نقطه آغازِ نُرمِ پیش از بلوک‌ها در timm، یعنی «norm_pre»، هم هست.
check: test_every_family_is_known
"""

_NORMS = ("deit.layernorm", "norm", "fc_norm")
