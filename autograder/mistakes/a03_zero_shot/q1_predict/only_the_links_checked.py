"""
en: Only the links are followed; an entry whose content was edited keeps its old digest.
fa: فقط پیوندها دنبال می‌شوند؛ مدخلی که محتوایش عوض شده digest قبلی را نگه داشته است.
check: test_the_chain_shows_edits
"""


def first_broken(entries):
    previous = ""
    for index, entry in enumerate(entries):
        if entry["previous"] != previous:
            return index
        previous = entry["digest"]
    return None
