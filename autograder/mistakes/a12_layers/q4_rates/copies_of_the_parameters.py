"""
en: The groups hold detached copies: an optimiser would move those and leave the model alone.
fa: گروه‌ها رونوشت‌های جداشده دارند: بهینه‌ساز آن‌ها را جابه‌جا می‌کند و مدل دست نمی‌خورد.
check: test_every_parameter_is_in_exactly_one_group
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    groups = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            lr = classifier_lr if name.startswith("classifier.") else encoder_lr
            free = name.endswith("bias") or "LayerNorm" in name
            copy = parameter.detach().clone().requires_grad_()
            groups.append({"params": [copy], "lr": lr, "weight_decay": 0.0 if free else weight_decay})
    return groups
