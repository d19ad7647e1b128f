"""
en: The sum of the shares is compared with 1 exactly, which floats do not reach.
fa: مجموع سهم‌ها دقیقاً با 1 سنجیده شده، اما اعداد ممیز شناور به آن نمی‌رسند.
check: test_impossible_shares_are_refused
"""


def _check_shares(shares):
    if sum(shares) != 1 or min(shares) < 0:
        raise ValueError(f"shares {shares}")
