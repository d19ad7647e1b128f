"""
en: The first size that gets there counts, even if the next ones fall back.
fa: اولین اندازه‌ای که برسد حساب می‌شود، حتی اگر بعدی‌ها برگردند.
check: test_the_gap_stays_closed
"""


def examples_needed(curve, english, share=0.5):
    zero_shot = curve[0]["mean"]
    if not 0 < share <= 1:
        raise ValueError(f"{share} is no share of a gap")
    if english <= zero_shot:
        raise ValueError("there is no gap to close")
    needed = None
    for row in curve:
        if row["mean"] >= zero_shot + share * (english - zero_shot) - 1e-9:
            return int(row["k"])
    return needed
