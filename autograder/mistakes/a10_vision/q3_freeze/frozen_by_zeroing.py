"""
en: Freezing is taken for switching off: the frozen weights are set to zero.
fa: انجماد با خاموش کردن اشتباه شده است: وزن‌های منجمد صفر می‌شوند.
check: test_learns_with_the_last_block_alone
training: yes
"""


def freeze_all_but_last_block(model):
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _block_of(name) == max(blocks) or name.startswith((*_NORMS, *_HEADS))
        if not parameter.requires_grad:
            parameter.data.zero_()
