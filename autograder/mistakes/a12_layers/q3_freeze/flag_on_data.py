"""
en: requires_grad is set on parameter.data, a tensor that nobody keeps: nothing is frozen.
fa: requires_grad روی parameter.data گذاشته می‌شود، تنسوری که کسی نگهش نمی‌دارد: هیچ چیز منجمد نمی‌شود.
check: test_frozen_weights_survive_a_step
"""


def freeze_all_but_classifier(model):
    for name, parameter in model.named_parameters():
        if not name.startswith("classifier."):
            parameter.data.requires_grad = False
