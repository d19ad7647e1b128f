"""
en: A foreign text is told as often as it was seen.
fa: متن بیگانه به تعداد دیده‌شدنش تکرار می‌شود.
check: test_foreign_texts_are_found
"""


def foreign_texts(seen, allowed):
    known = {tuple(text) for text in allowed}
    strangers = [text for text in seen if tuple(text) not in known]
    return [list(text) for text in strangers]
