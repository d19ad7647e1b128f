"""
en: Gradients are multiplied by zero in a hook: the weights stay in the optimiser, and its decay shrinks them.
fa: گرادیان‌ها با یک hook در صفر ضرب می‌شوند: وزن‌ها در بهینه‌ساز می‌مانند و واپاشی کوچکشان می‌کند.
check: test_frozen_weights_survive_a_step
"""


def freeze_all_but_last_block(model):
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = True
        if _block_of(name) != max(blocks) and not name.startswith((*_NORMS, *_HEADS)):
            parameter.register_hook(lambda gradient: gradient * 0)
