"""
en: Of the two heads of a distilled model only the one on the class token trains.
fa: از دو سرِ مدلِ تقطیرشده فقط سرِ توکن کلاس آموزش می‌بیند.
check: test_every_family_is_known
"""

_HEADS = ("classifier.", "cls_classifier.", "head.")
