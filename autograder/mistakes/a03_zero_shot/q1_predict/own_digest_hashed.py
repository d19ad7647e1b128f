"""
en: The digest takes part in itself and can never fit.
fa: digest در محاسبهٔ خودش شرکت می‌کند و هرگز جور درنمی‌آید.
check: test_the_chain_shows_edits
"""

import hashlib
import json


def digest(entry):
    content = dict(entry)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
