"""
en: A loose ZWNJ is not told from one that joins.
fa: نیم‌فاصلهٔ هرز از نیم‌فاصلهٔ پیونددهنده بازشناخته نمی‌شود.
check: test_symbols_know_a_loose_zwnj
"""


def symbols(text):
    return {character for character in text if not character.isspace()}
