"""
en: The keys are hashed in the order in which they happen to stand.
fa: کلیدها به همان ترتیبی که هستند هش می‌شوند.
check: test_the_chain_shows_edits
"""

import hashlib
import json


def digest(entry):
    content = {key: value for key, value in entry.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
