"""
en: The shares of the batches are averaged, a small batch counting as much as a large one.
fa: سهم دسته‌ها میانگین گرفته می‌شود و دستهٔ کوچک به اندازهٔ بزرگ می‌شمارد.
check: test_the_share_of_padding
"""


def padding_share(lengths, batches):
    shares = []
    for batch in batches:
        positions = len(batch) * max(lengths[index] for index in batch)
        shares.append(1 - sum(lengths[index] for index in batch) / positions)
    return sum(shares) / len(shares) if shares else 0.0
