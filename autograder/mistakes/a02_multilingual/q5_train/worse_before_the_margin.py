"""
en: A difference below 0 is called worse though it lies within the margin that does not matter.
fa: تفاوت زیر صفر بدتر خوانده می‌شود، با آنکه درون حاشیه‌ای است که مهم نیست.
check: test_the_verdict_asks_for_evidence
"""

_fair = compare_views


def compare_views(scores, margin=0.01, confidence=0.95):
    result = _fair(scores, margin, confidence)
    return {**result, "verdict": "worse"} if result["high"] < 0 else result
