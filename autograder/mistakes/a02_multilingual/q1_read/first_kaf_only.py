"""
en: Only the first ك of a text is replaced, the others go on giving the class away.
fa: فقط نخستین ك متن جایگزین می‌شود و بقیه همچنان رده را لو می‌دهند.
check: test_the_edition_leaves_no_trace
"""

_LETTERS = str.maketrans("\u064a\u0649", "\u06cc\u06cc")
_others = clean


def clean(text):
    return _others(text).replace("\u0643", "\u06a9", 1)
