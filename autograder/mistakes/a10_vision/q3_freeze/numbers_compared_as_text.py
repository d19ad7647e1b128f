"""
en: The blocks' numbers are compared as text, and “9” comes after “11”.
fa: شمارهٔ بلوک‌ها به صورت متن مقایسه می‌شود و «9» پس از «11» می‌آید.
check: test_the_last_block_is_found_by_number
"""


def freeze_all_but_last_block(model):
    numbers = [match[1] for name, _ in model.named_parameters() if (match := _BLOCK.match(name))]
    if not numbers:
        raise ValueError("no blocks")
    last = max(numbers)
    for name, parameter in model.named_parameters():
        match = _BLOCK.match(name)
        parameter.requires_grad = bool(match and match[1] == last) or name.startswith((*_NORMS, *_HEADS))
