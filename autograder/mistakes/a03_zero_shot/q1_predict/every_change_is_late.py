"""
en: Every change counts as late, before the result too.
fa: هر تغییری دیر شمرده می‌شود، حتی پیش از نتیجه.
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
            elif name not in in_force:
                in_force[name] = value
            elif name not in in_force or value != in_force[name]:
                late.setdefault(name, []).append(value)
    return late
