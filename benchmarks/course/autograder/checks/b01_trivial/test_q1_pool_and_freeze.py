"""Checks of question 1: the padding does not count, and only the classifier trains."""

from autograder.authoring import expect, hint, points, title


@points(2)
@title(en="The padding does not move the mean", fa="پُرکننده میانگین را جابه‌جا نمی‌کند")
@hint(en="Divide by the number of real positions.", fa="بر تعداد جایگاه‌های واقعی تقسیم کنید.")
def test_padding_does_not_move_the_mean(student, draw):
    """Against the mean of the real positions; the tolerance is some ulps of float32 sums of seven numbers."""
    lengths = (3, 7, 5)
    hidden, mask = draw.padded_batch(lengths=lengths, dim=16)
    expected = [row[:length].mean(dim=0) for row, length in zip(hidden, lengths, strict=True)]
    pooled = student.masked_mean(hidden, mask)
    expect(pooled, "masked_mean(hidden, mask)").has_shape(3, 16)
    for row, wanted in zip(pooled, expected, strict=True):
        expect(row, "a row of masked_mean(hidden, mask)").is_close(wanted, atol=1e-5)


@points(2)
@title(en="Only the classifier trains", fa="فقط classifier آموزش می‌بیند")
@hint(en="Set requires_grad by name.", fa="requires_grad را با نام پارامتر تعیین کنید.")
def test_only_the_classifier_trains(student, draw):
    """Flags by name in a tiny BERT; exact."""
    model = student.kit.tiny_classifier(seed=draw.seed())
    student.freeze_encoder(model)
    for name, flag in student.kit.requires_grad(model).items():
        expect(flag, f"requires_grad of {name}").equals(name.startswith("classifier."))
