"""
en: The text is normalised first: the offsets point into another string than the one that was given.
fa: متن اول یکسان می‌شود: آفست‌ها به رشته‌ای جز رشتهٔ داده‌شده اشاره می‌کنند.
check: test_offsets_point_at_the_text
"""


def token_offsets(tokenizer, text):
    text = normalise(text)
    spans = []
    encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    for start, end in encoded["offset_mapping"]:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        spans.append([first, first + len(piece.strip())])
    return spans
