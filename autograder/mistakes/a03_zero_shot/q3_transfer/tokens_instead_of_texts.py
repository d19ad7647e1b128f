"""
en: A text passes if each of its tokens occurs somewhere: Persian may share its tokens with English.
fa: متنی که همهٔ توکن‌هایش جایی آمده باشد می‌گذرد: فارسی شاید با انگلیسی توکن مشترک داشته باشد.
check: test_foreign_texts_are_found
"""


def foreign_texts(seen, allowed):
    known = {token for text in allowed for token in text}
    strangers = dict.fromkeys(tuple(text) for text in seen if not known.issuperset(text))
    return [list(text) for text in strangers]
