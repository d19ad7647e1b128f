"""
en: Sizes are rounded down and the last split takes all that is left, two and more of a rare class.
fa: اندازه‌ها رو به پایین گرد شده و هر چه مانده به آخری رسیده است؛ از یک کلاس کمیاب، دو تا و بیشتر.
check: test_classes_are_split_in_shares
"""


def _sizes(count, shares):
    sizes = [int(count * share) for share in shares]
    sizes[-1] = count - sum(sizes[:-1])
    return sizes
