"""
en: Each micro-batch weighs the same (loss / number of micro-batches): rows of a small one count more.
fa: همهٔ ریزدسته‌ها هم‌وزن‌اند (loss تقسیم بر شمار ریزدسته‌ها): سطرهای ریزدستهٔ کوچک بیشتر به حساب می‌آیند.
check: test_gradients_equal_the_big_batch
"""


def accumulate_gradients(model, micro_batches):
    mean = 0.0
    for batch in micro_batches:
        loss = model(**batch).loss / len(micro_batches)
        loss.backward()
        mean += loss.item()
    return mean
