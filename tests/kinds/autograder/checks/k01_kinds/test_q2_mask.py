"""Checks of a random function: its rate within a stated probability, its seed, its exceptions."""

import torch

from autograder.authoring import expect, points, title


@points(2)
@title(en="The rate is kept", fa="نرخ رعایت می‌شود")
def test_rate(student, draw):
    """20,000 draws at 15 %: six standard deviations are 0.0151; false-fail probability 2e-9."""
    tokens = draw.integers(1, 100, (100, 200))
    chosen = student.choose(tokens, 0.15, student.kit.generator(draw.seed()))
    expect(chosen, "choose(…)").has_shape(100, 200).has_dtype(torch.bool)
    expect(float(chosen.float().mean()), "the share of chosen tokens").is_close(0.15, atol=0.0152)


@points(1)
@title(en="The same generator, the same choice", fa="مولد یکسان، انتخاب یکسان")
def test_generator_decides(student, draw):
    """Exact."""
    tokens, seed = draw.integers(1, 100, (4, 50)), draw.seed()
    once = student.choose(tokens, 0.5, student.kit.generator(seed))
    expect(once, "choose(…)").is_tensor()
    expect(student.choose(tokens, 0.5, student.kit.generator(seed)), "choose(…) again").is_bit_equal(once)
