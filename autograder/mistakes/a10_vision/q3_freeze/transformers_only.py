"""
en: Only the names of transformers are known; a model of timm is refused.
fa: فقط نام‌های transformers شناخته شده‌اند و مدل timm پذیرفته نمی‌شود.
check: test_every_family_is_known
"""

_BLOCK = re.compile(r"deit\.layers\.(\d+)\.")
