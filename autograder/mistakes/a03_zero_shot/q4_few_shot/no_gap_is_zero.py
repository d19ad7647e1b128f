"""
en: No gap is told as 0 examples needed.
fa: نبودِ شکاف به شکل «0 نمونه بس است» گفته می‌شود.
check: test_the_gap_stays_closed
"""


def examples_needed(curve, english, share=0.5):
    zero_shot = curve[0]["mean"]
    if not 0 < share <= 1:
        raise ValueError(f"{share} is no share of a gap")
    if english <= zero_shot:
        return 0
    needed = None
    for row in reversed(curve):
        if row["mean"] < zero_shot + share * (english - zero_shot) - 1e-9:
            break
        needed = int(row["k"])
    return needed
