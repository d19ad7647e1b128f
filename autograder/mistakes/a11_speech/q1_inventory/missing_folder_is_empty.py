"""
en: A folder that does not exist gives an empty inventory.
fa: پوشه‌ای که وجود ندارد فهرستی خالی می‌دهد.
check: test_bad_files_are_reported
"""

from pathlib import Path

_strict = inventory


def inventory(folder):
    return _strict(folder) if Path(folder).is_dir() else {"rows": [], "bad": []}
