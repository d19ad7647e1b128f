"""
en: An F anywhere in the name is taken for a woman, but in the fourth place it is fear.
fa: هر F در نام نشانهٔ زن گرفته شده، اما در جای چهارم یعنی ترس.
check: test_names_are_read
"""

_right = parse_name


def parse_name(name):
    return {**_right(name), "gender": "female" if "F" in name.split(".")[0] else "male"}
