"""
en: Tensors are counted, not the numbers in them.
fa: تنسورها شمرده می‌شوند، نه عددهای درونشان.
check: test_parameters_are_counted
"""


def count_parameters(model):
    parameters = list(model.parameters())
    trainable = [parameter for parameter in parameters if parameter.requires_grad]
    return {"trainable": len(trainable), "total": len(parameters)}
