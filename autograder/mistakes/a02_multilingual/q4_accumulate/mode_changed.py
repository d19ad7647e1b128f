"""
en: accumulate_gradients puts the model into training mode, whatever it was in.
fa: accumulate_gradients مدل را در هر حالتی که باشد به حالت آموزش می‌برد.
check: test_gradients_equal_the_big_batch
"""

_adding = accumulate_gradients


def accumulate_gradients(model, micro_batches):
    model.train()
    return _adding(model, micro_batches)
