"""
en: Each batch is thought to be padded to the longest example of all.
fa: هر دسته انگار تا بلندترین نمونهٔ همه پر می‌شود.
check: test_the_share_of_padding
"""


def padding_share(lengths, batches):
    used = [lengths[index] for batch in batches for index in batch]
    return 1 - sum(used) / (len(used) * max(used)) if used else 0.0
