"""
en: The total leaves the frozen parameters out: it counts what trains, twice.
fa: مجموع، پارامترهای منجمد را نمی‌شمارد و همان آموزش‌پذیرها را دوباره می‌گوید.
check: test_parameters_are_counted
"""


def count_parameters(model):
    trainable = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    return {"trainable": trainable, "total": trainable}
