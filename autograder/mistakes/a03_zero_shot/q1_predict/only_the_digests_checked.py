"""
en: Only each entry's own digest is checked: entries can be taken out or exchanged.
fa: فقط digest خود هر مدخل بررسی می‌شود: می‌شود مدخل‌ها را برداشت یا جابه‌جا کرد.
check: test_the_chain_shows_edits
"""


def first_broken(entries):
    for index, entry in enumerate(entries):
        if entry["digest"] != digest(entry):
            return index
    return None
