"""
en: The deviation is divided by n: too small, most of all with few runs.
fa: انحراف معیار بر n تقسیم می‌شود: کوچک‌تر از آنچه باید، به‌ویژه با اجراهای کم.
check: test_the_interval_is_students
"""


def interval(scores, confidence=0.95):
    count = len(scores)
    if count < 2:
        raise ValueError("too few scores")
    mean = sum(scores) / count
    std = math.sqrt(sum((score - mean) ** 2 for score in scores) / count)
    margin = float(stats.t.ppf((1 + confidence) / 2, count - 1)) * std / math.sqrt(count)
    return {"mean": mean, "std": std, "low": mean - margin, "high": mean + margin}
