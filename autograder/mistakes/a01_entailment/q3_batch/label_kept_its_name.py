"""
en: The batch calls the labels "label" as the examples do; models look for "labels".
fa: دسته هم مثل نمونه‌ها نام "label" را نگه داشته است؛ مدل‌ها دنبال "labels" می‌گردند.
check: test_pairs_are_padded
"""

_collating = collate


def collate(examples, pad_id):
    return {
        "label" if key == "labels" else key: values for key, values in _collating(examples, pad_id).items()
    }
