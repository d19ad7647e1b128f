"""The seeded recipe of the ParsiNLU entailment sample: its files, fresh labelled rows, and surface-cue baselines."""

from course.recipes.parsinlu_entailment.baselines import baselines
from course.recipes.parsinlu_entailment.recipe import draw_rows, render

__all__ = ["baselines", "draw_rows", "render"]
