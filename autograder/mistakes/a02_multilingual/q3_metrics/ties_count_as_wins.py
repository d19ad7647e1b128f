"""
en: A tie counts as a full win of the positive row.
fa: تساوی یک برد کامل برای سطر مثبت به شمار می‌آید.
check: test_auc_counts_ties_as_half
"""


def auc(scores, positive):
    if positive.all() or not positive.any():
        return None
    return (scores[positive][:, None] >= scores[~positive][None, :]).double().mean().item()
