"""
en: accumulate_gradients clears the gradients first, which is the training loop's business.
fa: accumulate_gradients نخست گرادیان‌ها را پاک می‌کند که کار حلقهٔ آموزش است.
check: test_gradients_are_added
"""

_adding = accumulate_gradients


def accumulate_gradients(model, micro_batches):
    model.zero_grad()
    return _adding(model, micro_batches)
