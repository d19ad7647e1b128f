"""
en: Padding is divided by the tokens in place of all positions.
fa: پدینگ به‌جای همهٔ خانه‌ها بر توکن‌ها بخش می‌شود.
check: test_the_share_of_padding
"""


def padding_share(lengths, batches):
    positions = sum(len(batch) * max(lengths[index] for index in batch) for batch in batches)
    tokens = sum(lengths[index] for batch in batches for index in batch)
    return (positions - tokens) / tokens if tokens else 0.0
