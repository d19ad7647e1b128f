"""
en: The groups overlap: the classifier's weights are also in the groups of all parameters.
fa: گروه‌ها هم‌پوشانی دارند: وزن‌های classifier در گروه‌های همهٔ پارامترها هم هستند.
check: test_every_parameter_is_in_exactly_one_group
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    free = [p for n, p in named if n.endswith("bias") or "LayerNorm" in n]
    decayed = [p for n, p in named if not (n.endswith("bias") or "LayerNorm" in n)]
    return [
        {"params": decayed, "lr": encoder_lr, "weight_decay": weight_decay},
        {"params": free, "lr": encoder_lr, "weight_decay": 0.0},
        {"params": list(model.classifier.parameters()), "lr": classifier_lr, "weight_decay": 0.0},
    ]
