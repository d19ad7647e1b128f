"""
en: All parameters are made trainable first: what was frozen moves.
fa: نخست همهٔ پارامترها آموزش‌پذیر می‌شوند: آنچه ثابت بود تکان می‌خورد.
check: test_steps_equal_clipped_adamw
"""

_respectful = train


def train(model, tokenizer, examples, labels, **settings):
    model.requires_grad_(True)
    return _respectful(model, tokenizer, examples, labels, **settings)
