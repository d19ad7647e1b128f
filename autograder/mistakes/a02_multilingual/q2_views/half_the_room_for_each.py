"""
en: Each text gets half of the room, even where the other one leaves its half empty.
fa: هر متن نیمی از جا را می‌گیرد، حتی وقتی دیگری نیمهٔ خود را خالی می‌گذارد.
check: test_two_texts_share_the_room
"""


def _shares(lengths, room):
    if len(lengths) == 1:
        return [min(lengths[0], room)]
    return [min(lengths[0], (room + 1) // 2), min(lengths[1], room // 2)]
