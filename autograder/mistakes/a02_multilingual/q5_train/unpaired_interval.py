"""
en: The interval is that of two independent samples: the luck that a seed shares between the views is not subtracted.
fa: بازه از آنِ دو نمونهٔ مستقل است: بخت مشترک هر بذر از تفاوت‌ها کم نمی‌شود.
check: test_the_interval_of_the_difference
"""

import math

import numpy as np
from scipy import stats

_fair = compare_views


def compare_views(scores, margin=0.01, confidence=0.95):
    result = _fair(scores, margin, confidence)
    a, b = scores["both"], scores[result["better"]]
    spread = math.sqrt((np.var(a, ddof=1) + np.var(b, ddof=1)) / len(a))
    half = float(stats.t.ppf((1 + confidence) / 2, 2 * len(a) - 2)) * spread
    return {**result, "low": result["difference"] - half, "high": result["difference"] + half}
