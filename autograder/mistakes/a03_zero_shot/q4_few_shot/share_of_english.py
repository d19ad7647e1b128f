"""
en: The share is taken of the English accuracy, not of the gap.
fa: سهم از دقت انگلیسی گرفته می‌شود، نه از شکاف.
check: test_the_gap_stays_closed
"""


def examples_needed(curve, english, share=0.5):
    zero_shot = curve[0]["mean"]
    if not 0 < share <= 1:
        raise ValueError(f"{share} is no share of a gap")
    if english <= zero_shot:
        raise ValueError("there is no gap to close")
    needed = None
    for row in reversed(curve):
        if row["mean"] < share * english - 1e-9:
            break
        needed = int(row["k"])
    return needed
