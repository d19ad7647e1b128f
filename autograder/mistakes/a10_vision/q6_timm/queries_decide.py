"""
en: The flag of attn.qkv is that of the queries alone; keys and values are not asked.
fa: پرچم attn.qkv فقط از پرسش‌ها گرفته می‌شود و از کلید و مقدار پرسیده نمی‌شود.
check: test_the_same_parts_are_frozen
"""


def freeze_like(model, source):
    trains = {name: parameter.requires_grad for name, parameter in source.named_parameters()}
    for name, parameter in model.named_parameters():
        parameter.requires_grad = trains[_sources(name)[0]]
