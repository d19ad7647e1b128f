"""Two checks with faults of their own: one breaks on odd data, one always."""

from autograder.authoring import expect, points, title


@points(1)
@title(en="Trusts the student", fa="به دانشجو اعتماد می‌کند")
def test_trusts_too_much(student, draw):
    """Breaks where the student returns no list of two."""
    first, second = student.pair()
    expect(first + second, "the sum").equals(3)


@points(1)
@title(en="Is wrong itself", fa="خودش نادرست است")
def test_is_wrong_itself(student, draw):
    """Always breaks."""
    student.pair()
    raise LookupError("a fault of the check's author")
