"""
en: The first result closes the predictions of every name, not only its own.
fa: اولین نتیجه پیش‌بینی همهٔ نام‌ها را می‌بندد، نه فقط نام خودش را.
check: test_late_changes_are_listed
"""


def late_changes(entries):
    measured: set[str] = set()
    in_force: dict[str, Any] = {}
    late: dict[str, list[Any]] = {}
    for entry in entries:
        for name, value in entry["values"].items():
            if entry["kind"] == "measured":
                measured.update(other for each in entries for other in each["values"])
            elif name not in measured:
                in_force[name] = value
            elif name not in in_force or value != in_force[name]:
                late.setdefault(name, []).append(value)
    return late
