"""attack: draws the hidden rows itself
strategy: imports the sample's recipe, which knows every label
family: reads
question: q3_secret
expect: error
"""

from course.recipes.farstail import draw_rows


def label(premises, hypotheses):
    return [row["label"] for row in draw_rows(0, len(premises))]
