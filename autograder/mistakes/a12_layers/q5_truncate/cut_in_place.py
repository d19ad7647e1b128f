"""
en: The model that was passed in is cut and returned: the original is gone.
fa: همان مدل داده‌شده بریده و برگردانده می‌شود و مدل اصلی از دست می‌رود.
check: test_the_original_is_untouched
"""


def truncate(model, n):
    if not 1 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    model.bert.encoder.layer = model.bert.encoder.layer[:n]
    model.config.num_hidden_layers = n
    return model
