"""
en: The mean weighs a pair by its rows, so that two large classes decide it.
fa: میانگین به هر جفت به اندازهٔ سطرهایش وزن می‌دهد و دو ردهٔ بزرگ تعیینش می‌کنند.
check: test_one_vs_one
"""

_right = auc_one_vs_one


def auc_one_vs_one(probabilities, labels):
    result = _right(probabilities, labels)
    total = rows = 0.0
    for key, value in result["pairs"].items():
        if value is not None:
            count = sum(int((labels == int(part)).sum()) for part in key.split("/"))
            total, rows = total + count * value, rows + count
    return {**result, "macro": total / rows if rows else None}
