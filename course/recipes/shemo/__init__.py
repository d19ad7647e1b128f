"""The seeded recipe of the ShEMO sample: synthesised Persian speech in six emotions, and the files in `datasets/shemo`."""

from course.recipes.shemo.recipe import draw_rows, draw_unlabelled, render
from course.recipes.shemo.surface import baselines

__all__ = ["baselines", "draw_rows", "draw_unlabelled", "render"]
