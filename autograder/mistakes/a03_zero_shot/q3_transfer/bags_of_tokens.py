"""
en: Texts are compared as bags of tokens.
fa: متن‌ها مثل کیسهٔ توکن مقایسه می‌شوند.
check: test_foreign_texts_are_found
"""


def foreign_texts(seen, allowed):
    known = {tuple(sorted(text)) for text in allowed}
    strangers = dict.fromkeys(tuple(text) for text in seen if tuple(sorted(text)) not in known)
    return [list(text) for text in strangers]
