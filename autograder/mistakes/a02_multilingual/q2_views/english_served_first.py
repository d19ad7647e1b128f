"""
en: English takes all the room it wants, Persian gets the rest.
fa: انگلیسی هرچه جا بخواهد برمی‌دارد و باقی‌مانده به فارسی می‌رسد.
check: test_two_texts_share_the_room
"""


def _shares(lengths, room):
    if len(lengths) == 1:
        return [min(lengths[0], room)]
    first = min(lengths[0], room - 1)
    return [first, min(lengths[1], room - first)]
