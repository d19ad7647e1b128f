"""
en: The special tokens are in, with offsets (0, 0).
fa: توکن‌های ویژه هم با آفست (0, 0) آمده‌اند.
check: test_offsets_point_at_the_text
"""


def token_offsets(tokenizer, text):
    spans = []
    for start, end in tokenizer(text, return_offsets_mapping=True)["offset_mapping"]:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        spans.append([first, first + len(piece.strip())])
    return spans
