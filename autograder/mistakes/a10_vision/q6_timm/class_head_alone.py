"""
en: The built model answers with the class head alone: the mean with the distillation head is forgotten.
fa: مدل فقط پاسخ سر کلاس را می‌دهد و میانگین با سر تقطیر فراموش شده است.
check: test_the_logits_agree
"""

_distilled = build_timm


def build_timm(config):
    model = _distilled(config)
    model.forward_head = lambda states, pre_logits=False: model.head(states[:, 0])
    return model
