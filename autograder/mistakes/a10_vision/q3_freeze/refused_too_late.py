"""
en: Everything is frozen before it turns out that the model has no blocks.
fa: همه چیز منجمد می‌شود و تازه پس از آن روشن می‌شود که مدل بلوکی ندارد.
check: test_a_model_without_blocks_raises
"""


def freeze_all_but_last_block(model):
    model.requires_grad_(False)
    blocks = [block for name, _ in model.named_parameters() if (block := _block_of(name)) is not None]
    if not blocks:
        raise ValueError("no blocks")
    for name, parameter in model.named_parameters():
        parameter.requires_grad = _block_of(name) == max(blocks) or name.startswith((*_NORMS, *_HEADS))
