"""
en: Rows are drawn at random for both scores, so that no damage shows.
fa: برای هر دو نمره سطرها تصادفی برداشته شده و آسیبی دیده نمی‌شود.
check: test_the_leak_is_measured
"""


def leak_damage(features, labels, groups, seed, fit_predict):
    scores = []
    for number in (seed, seed + 1):
        train, test = stratified_split(labels.tolist(), number, (0.8, 0.2))
        right = fit_predict(features[train], labels[train], features[test]) == labels[test]
        scores.append(right.double().mean().item())
    return {"leaky": scores[0], "honest": scores[1], "difference": scores[0] - scores[1]}
