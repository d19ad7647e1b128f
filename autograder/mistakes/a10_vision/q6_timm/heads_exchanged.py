"""
en: The class token's head becomes head_dist and the distillation token's head.
fa: سرِ توکن کلاس head_dist و سرِ توکن تقطیر head نام می‌گیرد.
check: test_weights_get_the_names_of_timm
"""

_OUTER = _OUTER | {"cls_classifier": "head_dist", "distillation_classifier": "head"}
