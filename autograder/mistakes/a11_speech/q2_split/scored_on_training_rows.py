"""
en: The leaky score is taken on rows that were trained on; that is no split at all.
fa: نمرهٔ نشت‌دار روی سطرهای آموزش گرفته شده؛ این اصلاً تقسیم نیست.
check: test_the_leak_is_measured
"""


def leak_damage(features, labels, groups, seed, fit_predict):
    train, test = speaker_split(groups, seed, (0.8, 0.2))
    fitted = fit_predict(features[train], labels[train], features[train])
    leaky = (fitted == labels[train]).double().mean().item()
    predicted = fit_predict(features[train], labels[train], features[test])
    honest = (predicted == labels[test]).double().mean().item()
    return {"leaky": leaky, "honest": honest, "difference": leaky - honest}
