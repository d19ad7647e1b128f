"""
en: Everything in the state dict is counted: running statistics too, and tied weights twice.
fa: هر چه در state_dict هست شمرده می‌شود: آماره‌ها هم، و وزن‌های مشترک دو بار.
check: test_parameters_are_counted
"""


def count_parameters(model):
    return {
        "trainable": sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad),
        "total": sum(tensor.numel() for tensor in model.state_dict().values()),
    }
