"""
en: A late value counts as the one in force for the next, so a return to the old value looks late too.
fa: مقدار دیرآمده معتبر شمرده می‌شود و برگشتن به مقدار قبلی هم دیر به نظر می‌رسد.
check: test_late_changes_are_listed
"""


def late_changes(entries):
    measured: set[str] = set()
    in_force: dict[str, Any] = {}
    late: dict[str, list[Any]] = {}
    for entry in entries:
        for name, value in entry["values"].items():
            if entry["kind"] == "measured":
                measured.add(name)
            elif name not in measured:
                in_force[name] = value
            elif name not in in_force or value != in_force[name]:
                late.setdefault(name, []).append(value)
                in_force[name] = value
    return late
