"""The seeded recipe of the CIFAR-10 sample: ten kinds of things, rendered."""

from course.recipes.cifar10.recipe import draw_rows, render
from course.recipes.cifar10.surface import baselines

__all__ = ["baselines", "draw_rows", "render"]
