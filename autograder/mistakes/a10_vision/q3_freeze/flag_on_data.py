"""
en: requires_grad is set on parameter.data, a tensor that nobody keeps: nothing is frozen.
fa: requires_grad روی parameter.data گذاشته می‌شود، تنسوری که کسی نگهش نمی‌دارد: هیچ چیز منجمد نمی‌شود.
check: test_frozen_weights_survive_a_step
"""


def freeze_all_but_last_block(model):
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        if _block_of(name) != max(blocks) and not name.startswith((*_NORMS, *_HEADS)):
            parameter.data.requires_grad = False
