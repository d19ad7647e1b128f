"""
en: Parameters are frozen, but those that were frozen before are never thawed.
fa: پارامترها منجمد می‌شوند ولی آن‌هایی که پیش‌تر منجمد بودند دیگر آزاد نمی‌شوند.
check: test_the_same_parts_are_frozen
"""


def freeze_like(model, source):
    trains = {name: parameter.requires_grad for name, parameter in source.named_parameters()}
    for name, _ in model.named_parameters():
        if len({trains[part] for part in _sources(name)}) > 1:
            raise ValueError(name)
    for name, parameter in model.named_parameters():
        if not trains[_sources(name)[0]]:
            parameter.requires_grad = False
