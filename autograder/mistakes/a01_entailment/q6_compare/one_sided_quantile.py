"""
en: All that confidence leaves is put on one side.
fa: همهٔ آنچه confidence باقی می‌گذارد در یک سو گذاشته می‌شود.
check: test_the_interval_is_students
"""


def interval(scores, confidence=0.95):
    count = len(scores)
    if count < 2:
        raise ValueError("too few scores")
    mean = sum(scores) / count
    std = math.sqrt(sum((score - mean) ** 2 for score in scores) / (count - 1))
    margin = float(stats.t.ppf(confidence, count - 1)) * std / math.sqrt(count)
    return {"mean": mean, "std": std, "low": mean - margin, "high": mean + margin}
