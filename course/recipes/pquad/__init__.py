"""The seeded recipe of the PQuAD sample: fresh rows, surface-cue baselines, and the files in `datasets/pquad`."""

from course.recipes.pquad.hardness import baselines
from course.recipes.pquad.recipe import draw_rows, render

__all__ = ["baselines", "draw_rows", "render"]
