"""
en: The configuration is not copied: setting n also changes the original's.
fa: از پیکربندی رونوشت گرفته نمی‌شود: گذاشتن n پیکربندی مدل اصلی را هم عوض می‌کند.
check: test_the_original_is_untouched
"""


def truncate(model, n):
    if not 1 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    model.config.num_hidden_layers = n
    shorter = type(model)(model.config)
    wanted = shorter.state_dict().keys()
    shorter.load_state_dict({k: v for k, v in model.state_dict().items() if k in wanted})
    return shorter.eval()
