"""
en: The earlier blocks are frozen by a prefix without its dot, and “deit.layers.1” freezes block 11 too.
fa: بلوک‌های پیشین با پیشوندی بی‌نقطه منجمد می‌شوند و «deit.layers.1» بلوک 11 را هم منجمد می‌کند.
check: test_the_last_block_is_found_by_number
"""


def freeze_all_but_last_block(model):
    numbers = [number for name, _ in model.named_parameters() if (number := _block_of(name)) is not None]
    if not numbers:
        raise ValueError("no blocks")
    earlier = range(max(numbers))
    for name, parameter in model.named_parameters():
        frozen = name.startswith(tuple(f"{kind}.{n}" for n in earlier for kind in ("deit.layers", "blocks")))
        known = _block_of(name) is not None or name.startswith((*_NORMS, *_HEADS))
        parameter.requires_grad = known and not frozen
