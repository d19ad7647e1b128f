"""
en: A weight that two modules share is counted under both of its names.
fa: وزنی که میان دو ماژول مشترک است زیر هر دو نامش شمرده می‌شود.
check: test_parameters_are_counted
"""


def count_parameters(model):
    parameters = [parameter for _, parameter in model.named_parameters(remove_duplicate=False)]
    return {
        "trainable": sum(parameter.numel() for parameter in parameters if parameter.requires_grad),
        "total": sum(parameter.numel() for parameter in parameters),
    }
