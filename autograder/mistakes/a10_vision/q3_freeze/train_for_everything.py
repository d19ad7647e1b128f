"""
en: model.train() and nothing else: the running statistics of a frozen stem move with every batch.
fa: فقط model.train() و دیگر هیچ: آماره‌های بخشِ منجمد با هر دسته جابه‌جا می‌شوند.
check: test_frozen_statistics_stand_still
"""


def training_mode(model):
    model.train()
