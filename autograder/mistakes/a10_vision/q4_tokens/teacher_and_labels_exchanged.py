"""
en: The class head learns from the teacher, the distillation head from the labels.
fa: سر کلاس از معلم و سر تقطیر از برچسب‌ها یاد می‌گیرد.
check: test_hard_distillation
"""

from torch.nn.functional import cross_entropy


def distillation_loss(cls_logits, distillation_logits, labels, teacher_logits):
    decisions = teacher_logits.argmax(dim=-1)
    return (cross_entropy(cls_logits, decisions) + cross_entropy(distillation_logits, labels)) / 2
