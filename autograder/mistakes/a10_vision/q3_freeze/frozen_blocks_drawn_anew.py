"""
en: The frozen blocks are initialised anew, and what pretraining taught them is lost.
fa: بلوک‌های منجمد از نو مقداردهی می‌شوند و آموخته‌های پیش‌آموزش از دست می‌رود.
check: test_learns_with_the_last_block_alone
training: yes
"""


def freeze_all_but_last_block(model):
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _block_of(name) == max(blocks) or name.startswith((*_NORMS, *_HEADS))
    for module in model.modules():
        parameters = list(module.parameters(recurse=False))
        if hasattr(module, "reset_parameters") and not any(
            parameter.requires_grad for parameter in parameters
        ):
            module.reset_parameters()
