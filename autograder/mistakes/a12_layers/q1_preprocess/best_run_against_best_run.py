"""
en: The best run of each way is compared with the best run of the baseline, which rewards lucky seeds.
fa: بهترین اجرای هر روش با بهترین اجرای مبنا مقایسه می‌شود؛ این به بذرهای خوش‌شانس پاداش می‌دهد.
check: test_cost_is_the_mean_paired_difference
"""


def preprocessing_cost(scores, baseline="normalised"):
    if any(len(values) != len(scores.get(baseline, [])) or not values for values in scores.values()):
        raise ValueError("the runs cannot be paired")
    return {name: max(values) - max(scores[baseline]) for name, values in scores.items() if name != baseline}
