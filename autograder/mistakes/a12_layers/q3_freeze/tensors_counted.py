"""
en: Parameter tensors are counted instead of the numbers in them.
fa: به جای عددهای درون پارامترها، خود تنسورها شمرده می‌شوند.
check: test_parameters_are_counted
"""


def count_parameters(model):
    flags = [parameter.requires_grad for parameter in model.parameters()]
    return {"trainable": sum(flags), "total": len(flags)}
