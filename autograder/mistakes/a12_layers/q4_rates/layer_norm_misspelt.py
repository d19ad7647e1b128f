"""
en: The norms are looked for as “layer_norm” or “layernorm”; in BERT they are called “LayerNorm”.
fa: لایه‌نُرم‌ها با نام «layer_norm» یا «layernorm» جست‌وجو می‌شوند؛ در BERT نامشان «LayerNorm» است.
check: test_biases_and_norms_do_not_decay
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    groups = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            lr = classifier_lr if name.startswith("classifier.") else encoder_lr
            free = any(word in name for word in ("bias", "layer_norm", "layernorm"))
            groups.append({"params": [parameter], "lr": lr, "weight_decay": 0.0 if free else weight_decay})
    return groups
