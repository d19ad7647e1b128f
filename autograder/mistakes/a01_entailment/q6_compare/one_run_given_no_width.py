"""
en: A single score gets an interval of width 0.
fa: یک نمرهٔ تنها بازه‌ای به پهنای 0 می‌گیرد.
check: test_the_interval_is_students
"""


def interval(scores, confidence=0.95):
    count = len(scores)
    if count < 1:
        raise ValueError("too few scores")
    mean = sum(scores) / count
    std = math.sqrt(sum((score - mean) ** 2 for score in scores) / max(1, count - 1))
    margin = float(stats.t.ppf((1 + confidence) / 2, max(1, count - 1))) * std / math.sqrt(count)
    return {"mean": mean, "std": std, "low": mean - margin, "high": mean + margin}
