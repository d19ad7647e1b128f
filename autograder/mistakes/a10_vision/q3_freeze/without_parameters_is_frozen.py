"""
en: A module without parameters counts as frozen (“none of them trains” holds of nothing): dropout is off where it trains.
fa: ماژول بی‌پارامتر منجمد شمرده می‌شود («هیچ‌کدام آموزش نمی‌بیند» دربارهٔ هیچ هم درست است): دراپ‌اوتِ بخش آموزشی خاموش می‌شود.
check: test_frozen_statistics_stand_still
"""


def training_mode(model):
    for module in model.modules():
        module.training = any(parameter.requires_grad for parameter in module.parameters())
