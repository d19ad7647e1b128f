"""
en: \\d is taken for the digits 0 to 9, but it matches those of every script.
fa: گمان رفته \\d همان رقم‌های 0 تا 9 است، اما رقم‌های هر خطی را می‌پذیرد.
check: test_bad_names_are_refused
"""

import re

_NAME = re.compile(r"([FM])(\d{2})([AHNSWF])(\d{2})\.(?i:wav|flac)")
