"""
en: Parameters are only ever frozen; what was frozen before and has to train stays frozen.
fa: پارامترها فقط منجمد می‌شوند؛ آنچه از پیش منجمد بوده و باید آموزش ببیند منجمد می‌ماند.
check: test_the_last_block_is_found_by_number
"""


def freeze_all_but_last_block(model):
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        if _block_of(name) != max(blocks) and not name.startswith((*_NORMS, *_HEADS)):
            parameter.requires_grad = False
