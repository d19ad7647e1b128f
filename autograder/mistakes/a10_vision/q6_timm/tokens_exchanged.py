"""
en: The class token and the distillation token are exchanged.
fa: توکن کلاس و توکن تقطیر جابه‌جا شده‌اند.
check: test_weights_get_the_names_of_timm
"""

_OUTER = _OUTER | {
    "deit.embeddings.cls_token": "dist_token",
    "deit.embeddings.distillation_token": "cls_token",
}
