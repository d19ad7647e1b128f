"""
en: It is asked whether a name contains “norm.”, not whether it begins with it: timm's attention norms train too.
fa: پرسیده می‌شود نام «norm.» را در خود دارد یا نه، نه این که با آن آغاز می‌شود: نُرم‌های توجه timm هم آموزش می‌بینند.
check: test_every_family_is_known
"""


def freeze_all_but_last_block(model):
    numbers = [number for name, _ in model.named_parameters() if (number := _block_of(name)) is not None]
    if not numbers:
        raise ValueError("no blocks")
    parts = (*_NORMS, *_HEADS, f"deit.layers.{max(numbers)}.", f"blocks.{max(numbers)}.")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = any(part in name for part in parts)
