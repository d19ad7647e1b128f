"""
en: The rows of other classes stay in and count as negative.
fa: سطرهای رده‌های دیگر می‌مانند و منفی به شمار می‌آیند.
check: test_one_vs_one
"""


def auc_one_vs_one(probabilities, labels):
    pairs = {}
    classes = probabilities.shape[1]
    for i in range(classes):
        for j in range(i + 1, classes):
            values = [auc(probabilities[:, k], labels == k) for k in (i, j)]
            pairs[f"{i}/{j}"] = None if None in values else sum(values) / 2
    defined = [value for value in pairs.values() if value is not None]
    return {"pairs": pairs, "macro": sum(defined) / len(defined) if defined else None}
