"""The seeded recipe of the FarsTail sample: its files, fresh labelled rows, and surface-cue baselines."""

from course.recipes.farstail.baselines import baselines
from course.recipes.farstail.recipe import draw_rows, render

__all__ = ["baselines", "draw_rows", "render"]
