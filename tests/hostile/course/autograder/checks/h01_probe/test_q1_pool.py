"""Checks of question 1; one slow check at most for an attack that only wastes time."""

from autograder.authoring import depends, expect, hint, limits, points, raises, title


def expected_mean(hidden, mask):
    weights = mask.double().unsqueeze(-1)
    return (hidden.double() * weights).sum(dim=1) / weights.sum(dim=1)


@points(3)
@title(en="The padding does not move the mean", fa="پرکردن میانگین را جابه‌جا نمی‌کند")
@hint(en="Divide by the number of real positions.", fa="بر شمار جایگاه‌های واقعی بخش کنید.")
@limits(seconds=3, memory_mb=256)
def test_mean(student, draw):
    """Against a float64 oracle; 1e-5 is far above float32 rounding."""
    hidden, mask = draw.padded_batch(lengths=(3, 7, 5), dim=16)
    expected = expected_mean(hidden, mask)
    pooled = student.masked_mean(hidden, mask)
    expect(pooled, "pooled").has_shape(3, 16).is_finite().is_close(expected, atol=1e-5)


@points(1)
@title(en="A missing value is an error", fa="مقدار ناموجود خطاست")
@depends("test_mean")
@limits(seconds=6, memory_mb=256)
def test_pick(student, draw):
    """A valid index first, so that a function that always raises does not pass."""
    values = [draw.rng.randrange(1000) for _ in range(5)]
    expect(student.pick(values, 3), "pick(values, 3)").equals(values[3])
    with raises(ValueError, mentions="7"):
        student.pick(values, 7)


@points(1)
@title(en="A text is shouted", fa="متن با حروف بزرگ")
@depends("test_mean")
@limits(seconds=6, memory_mb=256)
def test_shout(student, draw):
    """Exact."""
    text = "".join(draw.rng.choice("abc xyz") for _ in range(12))
    expect(student.shout(text), "shout(text)").is_string().equals(text.upper())
