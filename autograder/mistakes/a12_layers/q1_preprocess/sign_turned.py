"""
en: The difference is taken the wrong way round: what costs accuracy looks like a gain.
fa: تفاوت برعکس گرفته شده است: آنچه از دقت می‌کاهد سود به نظر می‌رسد.
check: test_cost_is_the_mean_paired_difference
"""


def preprocessing_cost(scores, baseline="normalised"):
    if any(len(values) != len(scores.get(baseline, [])) or not values for values in scores.values()):
        raise ValueError("the runs cannot be paired")
    reference = scores[baseline]
    return {
        name: sum(other - value for value, other in zip(values, reference, strict=True)) / len(reference)
        for name, values in scores.items()
        if name != baseline
    }
