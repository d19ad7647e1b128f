"""
en: A view that does not exist is silently taken for English.
fa: نمایی که وجود ندارد بی‌صدا انگلیسی پنداشته می‌شود.
check: test_unknown_views_and_no_rows
"""


def _columns(view):
    return VIEWS.get(view, ("source",))


class _Forgiving(dict):
    def __missing__(self, view):
        return ("source",)


VIEWS = _Forgiving(VIEWS)
