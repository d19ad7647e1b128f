"""
en: The losses are not divided at all: with four micro-batches the gradient is about four times too large.
fa: lossها اصلاً تقسیم نمی‌شوند: با چهار ریزدسته گرادیان حدود چهار برابر است.
check: test_gradients_equal_the_big_batch
"""


def accumulate_gradients(model, micro_batches):
    losses = []
    for batch in micro_batches:
        loss = model(**batch).loss
        loss.backward()
        losses.append(loss.item())
    return sum(losses) / len(losses)
