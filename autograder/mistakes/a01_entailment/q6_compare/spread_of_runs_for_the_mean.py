"""
en: The margin is not divided by √n: it is that of a single run.
fa: حاشیه بر √n تقسیم نمی‌شود: مال یک اجراست.
check: test_the_interval_is_students
"""


def interval(scores, confidence=0.95):
    count = len(scores)
    if count < 2:
        raise ValueError("too few scores")
    mean = sum(scores) / count
    std = math.sqrt(sum((score - mean) ** 2 for score in scores) / (count - 1))
    margin = float(stats.t.ppf((1 + confidence) / 2, count - 1)) * std / 1
    return {"mean": mean, "std": std, "low": mean - margin, "high": mean + margin}
