"""
en: The classifier gets the encoder's rate: classifier_lr is never used.
fa: classifier نرخ encoder را می‌گیرد و classifier_lr هیچ‌جا به کار نمی‌رود.
check: test_rates_follow_the_place
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    free = [p for n, p in named if n.endswith("bias") or "LayerNorm" in n]
    decayed = [p for n, p in named if not (n.endswith("bias") or "LayerNorm" in n)]
    return [
        {"params": decayed, "lr": encoder_lr, "weight_decay": weight_decay},
        {"params": free, "lr": encoder_lr, "weight_decay": 0.0},
    ]
