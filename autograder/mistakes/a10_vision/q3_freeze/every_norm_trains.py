"""
en: Whatever has “norm” in its name is taken for the final norm, the norms inside frozen blocks too.
fa: هر چه در نامش «norm» هست نُرم پایانی شمرده می‌شود، حتی نُرم‌های درون بلوک‌های منجمد.
check: test_the_last_block_is_found_by_number
"""


def freeze_all_but_last_block(model):
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _block_of(name) == max(blocks) or "norm" in name or name.startswith(_HEADS)
