"""
en: The classifier is not decayed at all.
fa: classifier اصلاً واپاشی وزن ندارد.
check: test_biases_and_norms_do_not_decay
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    groups = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            head = name.startswith("classifier.")
            free = head or name.endswith("bias") or "LayerNorm" in name
            lr = classifier_lr if head else encoder_lr
            groups.append({"params": [parameter], "lr": lr, "weight_decay": 0.0 if free else weight_decay})
    return groups
