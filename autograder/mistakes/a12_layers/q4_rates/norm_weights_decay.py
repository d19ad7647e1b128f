"""
en: Only biases are free of decay: the layer norms' weights, which belong near 1, are pulled to 0.
fa: فقط بایاس‌ها از واپاشی وزن معاف‌اند: وزن لایه‌نُرم‌ها که جایشان نزدیک 1 است به سوی 0 کشیده می‌شود.
check: test_biases_and_norms_do_not_decay
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    groups = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            lr = classifier_lr if name.startswith("classifier.") else encoder_lr
            decay = 0.0 if name.endswith("bias") else weight_decay
            groups.append({"params": [parameter], "lr": lr, "weight_decay": decay})
    return groups
