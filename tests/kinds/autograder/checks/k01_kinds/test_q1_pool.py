"""Checks of a tensor function: shape, value, a property, and one that waits for its parent."""

import torch

from autograder.authoring import Text, depends, expect, hint, points, title


def masked_mean(hidden, mask):
    rows = [frames[real.bool()].double().mean(0) for frames, real in zip(hidden, mask, strict=True)]
    return torch.stack(rows)


@points(2)
@title(en="Padding does not move the mean", fa="پُرکن میانگین را جابه‌جا نمی‌کند")
@hint(
    en="Divide by the number of real frames, not by the padded length.",
    fa="بر تعداد قاب‌های واقعی تقسیم کنید.",
)
def test_padding_does_not_move_the_mean(student, draw):
    """Float32 sums of at most 7 terms of size one: 1e-5 is a hundred times their rounding."""
    hidden, mask = draw.padded_batch(lengths=(3, 7, 5), dim=16)
    because = Text("padding is averaged too", "پُرکن هم در میانگین آمده است")
    pooled = student.mean_pool(hidden, mask)
    expect(pooled, "mean_pool(…)").has_shape(3, 16).is_close(
        masked_mean(hidden, mask), atol=1e-5, because=because
    )


@points(2)
@depends("test_padding_does_not_move_the_mean")
@title(en="Half precision is kept", fa="نیم‌دقت همان می‌ماند")
def test_dtype_is_kept(student, draw):
    """Exact."""
    hidden, mask = draw.padded_batch(lengths=(2, 4), dim=8)
    expect(student.mean_pool(hidden.half(), mask), "mean_pool(…)").has_dtype(torch.float16)
