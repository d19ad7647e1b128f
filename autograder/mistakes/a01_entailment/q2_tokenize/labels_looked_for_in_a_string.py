"""
en: Labels are looked for in the string "enc", which also contains "en" and the empty text: they become class 0.
fa: برچسب در رشتهٔ "enc" جسته می‌شود که "en" و متن تهی هم در آن هست و ردهٔ 0 می‌شوند.
check: test_labels_are_numbered
"""


def label_ids(labels):
    for label in labels:
        if label not in "enc":
            raise ValueError(f"{label!r} is no label")
    return ["enc".index(label) for label in labels]
