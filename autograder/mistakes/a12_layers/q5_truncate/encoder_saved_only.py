"""
en: Only the encoder is saved: the classifier comes back with new random weights.
fa: فقط encoder ذخیره می‌شود و classifier با وزن‌های تصادفی تازه برمی‌گردد.
check: test_saved_and_loaded_it_is_the_same
"""


def save_and_load(model, folder):
    model.bert.save_pretrained(folder)
    return type(model).from_pretrained(folder)
