"""
en: An unknown label becomes −1, which fails much later or, worse, counts from the end.
fa: برچسب ناشناخته −1 می‌شود که خیلی دیرتر خطا می‌دهد یا بدتر، از آخر می‌شمارد.
check: test_labels_are_numbered
"""


def label_ids(labels):
    return ["enc".find(label) for label in labels]
