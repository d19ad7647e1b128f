"""
en: The scores are cut at 0.5 first: what is left is one point of the curve and not the area under it.
fa: نمره‌ها نخست از ۰٫۵ بریده می‌شوند: آنچه می‌ماند یک نقطهٔ نمودار است و نه سطح زیر آن.
check: test_auc_counts_ties_as_half
"""

_exact = auc


def auc(scores, positive):
    return _exact((scores > 0.5).double(), positive)
