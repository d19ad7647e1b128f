"""
en: Only the first digit of a layer's number is read: block 10 overwrites block 1.
fa: فقط رقم نخستِ شمارهٔ لایه خوانده می‌شود و بلوک 10 روی بلوک 1 نوشته می‌شود.
check: test_weights_get_the_names_of_timm
"""

_whole_target = _target


def _target(name):
    if name.startswith("deit.layers."):
        number, inner = name.removeprefix("deit.layers.").split(".", 1)
        name = f"deit.layers.{number[0]}.{inner}"
    return _whole_target(name)
