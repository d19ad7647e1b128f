"""
en: The mean difference is compared with the margin and the interval forgotten.
fa: میانگین تفاوت با margin سنجیده و بازه فراموش می‌شود.
check: test_the_verdict_asks_for_evidence
"""

_fair = compare_views


def compare_views(scores, margin=0.01, confidence=0.95):
    result = _fair(scores, margin, confidence)
    difference = result["difference"]
    verdict = "better" if difference > 0 else "matches" if difference >= -margin else "worse"
    return {**result, "verdict": verdict}
