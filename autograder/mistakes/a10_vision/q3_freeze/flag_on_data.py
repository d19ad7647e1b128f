"""
en: The flag is not set on the parameters but on something else, their .data or the module: nothing is frozen.
fa: پرچم روی خود پارامترها گذاشته نمی‌شود بلکه روی چیز دیگری مانند .data یا ماژول: هیچ چیز منجمد نمی‌شود.
check: test_frozen_weights_survive_a_step
"""


def freeze_all_but_last_block(model):
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        if _block_of(name) != max(blocks) and not name.startswith((*_NORMS, *_HEADS)):
            parameter.data.requires_grad = False
