"""
en: The normal quantile (1.96) stands in for Student's t.
fa: چندک نرمال (1.96) جای t استیودنت نشسته است.
check: test_the_interval_is_students
"""


def interval(scores, confidence=0.95):
    count = len(scores)
    if count < 2:
        raise ValueError("too few scores")
    mean = sum(scores) / count
    std = math.sqrt(sum((score - mean) ** 2 for score in scores) / (count - 1))
    margin = float(stats.norm.ppf((1 + confidence) / 2)) * std / math.sqrt(count)
    return {"mean": mean, "std": std, "low": mean - margin, "high": mean + margin}
