"""
en: Ways with different numbers of runs are compared by their means as if they could be paired.
fa: روش‌هایی با شمار اجرای نابرابر هم با میانگینشان مقایسه می‌شوند، انگار که جفت شده باشند.
check: test_cost_is_the_mean_paired_difference
"""


def preprocessing_cost(scores, baseline="normalised"):
    if baseline not in scores:
        raise ValueError(f"no scores of {baseline}")
    reference = scores[baseline]
    return {
        name: sum(values) / max(1, len(values)) - sum(reference) / max(1, len(reference))
        for name, values in scores.items()
        if name != baseline
    }
