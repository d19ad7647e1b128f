"""
en: A pair is ranked by the column of its first class only.
fa: هر جفت فقط با ستون ردهٔ نخستش رتبه‌بندی می‌شود.
check: test_one_vs_one
"""


def auc_one_vs_one(probabilities, labels):
    pairs = {}
    classes = probabilities.shape[1]
    for i in range(classes):
        for j in range(i + 1, classes):
            chosen = (labels == i) | (labels == j)
            pairs[f"{i}/{j}"] = auc(probabilities[chosen, i], labels[chosen] == i)
    defined = [value for value in pairs.values() if value is not None]
    return {"pairs": pairs, "macro": sum(defined) / len(defined) if defined else None}
