"""
en: Near the start, too, the sum is divided by the whole window: the curve begins far too low.
fa: در آغاز هم مجموع بر کل پنجره تقسیم می‌شود و منحنی بسیار پایین آغاز می‌شود.
check: test_scores_and_the_running_mean
"""


def smooth(losses, window):
    if window < 1:
        raise ValueError("window")
    return [sum(losses[max(0, end - window) : end]) / window for end in range(1, len(losses) + 1)]
