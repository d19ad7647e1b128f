"""The seeded recipe of the text sample: running text, sentence pairs and tagged sentences in Persian and English."""

from course.recipes.text.measures import baselines
from course.recipes.text.recipe import draw_pairs, draw_rows, draw_tagged, render

__all__ = ["baselines", "draw_pairs", "draw_rows", "draw_tagged", "render"]
