"""
en: Frozen parameters are put into the groups as well.
fa: پارامترهای منجمد هم در گروه‌ها گذاشته می‌شوند.
check: test_frozen_parameters_are_in_no_group
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    groups = []
    for name, parameter in model.named_parameters():
        lr = classifier_lr if name.startswith("classifier.") else encoder_lr
        free = name.endswith("bias") or "LayerNorm" in name
        groups.append({"params": [parameter], "lr": lr, "weight_decay": 0.0 if free else weight_decay})
    return groups
