"""
en: The room is shared in proportion to the lengths: a short text loses tokens beside a long one.
fa: جا به نسبت درازاها تقسیم می‌شود: متن کوتاه کنار متن بلند توکن از دست می‌دهد.
check: test_two_texts_share_the_room
"""


def _shares(lengths, room):
    if sum(lengths) <= room:
        return list(lengths)
    first = -(-room * lengths[0] // sum(lengths))
    return [first, room - first] if len(lengths) > 1 else [room]
