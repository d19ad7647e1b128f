"""
en: The pooler gets the classifier's rate, though it was pretrained.
fa: pooler با آن‌که پیش‌آموخته است نرخ classifier را می‌گیرد.
check: test_rates_follow_the_place
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    groups = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            lr = encoder_lr if name.startswith(("bert.embeddings.", "bert.encoder.")) else classifier_lr
            free = name.endswith("bias") or "LayerNorm" in name
            groups.append({"params": [parameter], "lr": lr, "weight_decay": 0.0 if free else weight_decay})
    return groups
