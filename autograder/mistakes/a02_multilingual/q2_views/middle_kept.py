"""
en: The middle of a long text stays and its ends go.
fa: میانهٔ متن بلند می‌ماند و دو سرش می‌رود.
check: test_a_long_text_keeps_head_and_tail
"""


def _kept(owners, texts, max_length):
    positions = [[index for index, owner in enumerate(owners) if owner == text] for text in range(texts)]
    kept = [index for index, owner in enumerate(owners) if owner is None]
    for own, share in zip(
        positions, _shares([len(own) for own in positions], max_length - len(kept)), strict=True
    ):
        start = (len(own) - share) // 2
        kept += own[start : start + share]
    return sorted(kept)
