"""
en: The final norm is frozen: it stands behind the blocks, outside of the last one.
fa: نُرم پایانی منجمد می‌شود: این نُرم پشت بلوک‌هاست، بیرون از بلوک آخر.
check: test_the_last_block_is_found_by_number
"""


def freeze_all_but_last_block(model):
    numbers = [number for name, _ in model.named_parameters() if (number := _block_of(name)) is not None]
    if not numbers:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _block_of(name) == max(numbers) or name.startswith(_HEADS)
