"""
en: The norms before and after the attention are exchanged within each block.
fa: لایه‌نُرم پیش و پس از توجه در هر بلوک جابه‌جا شده‌اند.
check: test_weights_get_the_names_of_timm
"""

_INNER = _INNER | {"layernorm_before": "norm2", "layernorm_after": "norm1"}
