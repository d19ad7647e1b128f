r"""
en: A ZWNJ after a mark such as tashdid is taken for loose, as \w does not match marks.
fa: نیم‌فاصلهٔ پس از نشانه‌ای مانند تشدید هرز پنداشته می‌شود، چون \w نشانه‌ها را نمی‌گیرد.
check: test_symbols_know_a_loose_zwnj
"""


def _joins(run):
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    return before.isalnum() and after.isalnum()
