"""
en: Groups are made of the embeddings, the encoder and the classifier: the pooler is in none and never learns.
fa: گروه‌ها از تعبیه‌ها، encoder و classifier ساخته شده‌اند: pooler در هیچ‌کدام نیست و هرگز یاد نمی‌گیرد.
check: test_every_parameter_is_in_exactly_one_group
"""


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    groups = []
    for prefix, lr in (
        ("bert.embeddings.", encoder_lr),
        ("bert.encoder.", encoder_lr),
        ("classifier.", classifier_lr),
    ):
        named = [(n, p) for n, p in model.named_parameters() if n.startswith(prefix) and p.requires_grad]
        free = [p for n, p in named if n.endswith("bias") or "LayerNorm" in n]
        decayed = [p for n, p in named if not (n.endswith("bias") or "LayerNorm" in n)]
        groups.append({"params": decayed, "lr": lr, "weight_decay": weight_decay})
        groups.append({"params": free, "lr": lr, "weight_decay": 0.0})
    return groups
