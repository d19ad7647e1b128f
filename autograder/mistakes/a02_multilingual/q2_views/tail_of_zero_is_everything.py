"""
en: own[-0:] is the whole text: where no tail is wanted everything comes again.
fa: own[-0:] یعنی کل متن: جایی که ته لازم نیست همه‌چیز دوباره می‌آید.
check: test_two_texts_share_the_room
"""


def _kept(owners, texts, max_length):
    positions = [[index for index, owner in enumerate(owners) if owner == text] for text in range(texts)]
    kept = [index for index, owner in enumerate(owners) if owner is None]
    if max_length - len(kept) < texts:
        raise ValueError("no room")
    for own, share in zip(
        positions, _shares([len(own) for own in positions], max_length - len(kept)), strict=True
    ):
        head = (share + 1) // 2
        kept += own[:head] + own[-(share - head) :]
    return sorted(kept)
