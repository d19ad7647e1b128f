"""
en: The distillation head imitates the teacher's whole distribution (soft distillation) instead of its decision.
fa: سر تقطیر به جای تصمیمِ معلم، از کل توزیع او تقلید می‌کند (تقطیر نرم).
check: test_hard_distillation
"""

from torch.nn.functional import cross_entropy


def distillation_loss(cls_logits, distillation_logits, labels, teacher_logits):
    soft = cross_entropy(distillation_logits, teacher_logits.softmax(dim=-1))
    return (cross_entropy(cls_logits, labels) + soft) / 2
