"""
en: Files whose names do not fit are passed over without a word.
fa: پرونده‌هایی که نامشان جور نیست بی هیچ حرفی کنار گذاشته می‌شوند.
check: test_bad_files_are_reported
"""

_whole = inventory


def inventory(folder):
    result = _whole(folder)
    return {**result, "bad": [entry for entry in result["bad"] if "not the name" not in entry["reason"]]}
