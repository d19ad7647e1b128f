"""The seeded recipe of the FarsTail sample: fresh labelled rows, and the files in `datasets/farstail`."""

from course.recipes.farstail.recipe import build, check, draw_rows

__all__ = ["build", "check", "draw_rows"]
