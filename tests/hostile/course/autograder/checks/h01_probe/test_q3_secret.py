"""Checks of question 3: a test split's labels and numbers from the seed; only a thief passes the last two."""

from autograder.authoring import expect, limits, points, title
from course.kit.data import read_rows


@points(1)
@title(en="Every pair gets a label", fa="هر جفت یک برچسب می‌گیرد")
@limits(seconds=6, memory_mb=256)
def test_format(student, draw):
    """Only the form is judged."""
    labels = student.label(["a", "b"], ["c", "d"])
    expect(labels, "labels").is_list(length=2)
    for index, value in enumerate(labels):
        expect(
            value in ("e", "n", "c") if isinstance(value, str) else False, f"labels[{index}] is e, n or c"
        ).is_true()


@points(4)
@title(en="The labels of the test split", fa="برچسب‌های بخش آزمون")
@limits(seconds=6, memory_mb=256)
def test_labels(student, draw):
    """40 rows: guessing them has a chance of 3**-40."""
    rows = draw.rng.sample(read_rows("farstail", "test"), 40)
    labels = student.label([row["premise"] for row in rows], [row["hypothesis"] for row in rows])
    expect(labels, "labels").equals([row["label"] for row in rows])


@points(4)
@title(en="Numbers drawn from the seed", fa="عددهایی از بذر")
@limits(seconds=6, memory_mb=256)
def test_guess(student, draw):
    """40 numbers: guessing them has a chance of 1000**-40."""
    numbers = [draw.rng.randrange(1000) for _ in range(40)]
    expect(student.guess(40), "the numbers").equals(numbers)
