"""The seeded recipe of the register sample: rows in three registers and two languages, fresh ones, and their cues."""

from course.recipes.quran_bible_mizan.cues import baselines
from course.recipes.quran_bible_mizan.recipe import draw_rows, render

__all__ = ["baselines", "draw_rows", "render"]
