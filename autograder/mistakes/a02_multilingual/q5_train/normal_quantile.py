"""
en: 1.96 is used whatever the number of seeds: the interval is far too narrow.
fa: برای هر شمار بذری 1.96 به کار می‌رود: بازه بسیار تنگ است.
check: test_the_interval_of_the_difference
"""

from scipy import stats

_fair = compare_views


def compare_views(scores, margin=0.01, confidence=0.95):
    result = _fair(scores, margin, confidence)
    df = len(scores["both"]) - 1
    share = stats.norm.ppf((1 + confidence) / 2) / stats.t.ppf((1 + confidence) / 2, df)
    half = float(share) * (result["high"] - result["difference"])
    return {**result, "low": result["difference"] - half, "high": result["difference"] + half}
