"""
en: Ties keep the order in which sorting left them, instead of counting one half.
fa: تساوی‌ها همان ترتیبی را دارند که مرتب‌سازی گذاشته است، نه اینکه نیم حساب شوند.
check: test_auc_counts_ties_as_half
"""


def auc(scores, positive):
    positives, negatives = int(positive.sum()), int((~positive).sum())
    if not positives or not negatives:
        return None
    ranks = scores.argsort(stable=True).argsort().double() + 1
    return ((ranks[positive].sum() - positives * (positives + 1) / 2) / (positives * negatives)).item()
