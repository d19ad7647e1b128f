"""
en: “Not significantly worse” is called a match, so that few seeds match anything.
fa: «به‌طور معنادار بدتر نیست» هم‌پایه خوانده می‌شود و با بذر کم هر چیزی هم‌پایه است.
check: test_the_verdict_asks_for_evidence
"""

_fair = compare_views


def compare_views(scores, margin=0.01, confidence=0.95):
    result = _fair(scores, margin, confidence)
    return {**result, "verdict": "matches"} if result["verdict"] == "undecided" else result
