"""
en: re.match looks at the beginning only, so that anything may follow the name.
fa: re.match فقط آغاز را می‌بیند و پس از نام هر چیزی می‌تواند بیاید.
check: test_bad_names_are_refused
"""

import re

_PATTERN = re.compile(r"([FM])([0-9]{2})([AHNSWF])([0-9]{2})\.(?i:wav|flac)")


def parse_name(name):
    found = _PATTERN.match(name)
    if found is None:
        raise ValueError(f"bad name {name}")
    gender, number, letter, utterance = found.groups()
    return {
        "gender": GENDERS[gender],
        "speaker": gender + number,
        "emotion": LETTERS[letter],
        "utterance": int(utterance),
    }
