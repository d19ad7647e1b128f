"""attack: writes markup into a report through a value
strategy: strings, keys and class names that the message quotes
family: text
question: q1_pool
expect: failed
"""


class Markup:
    pass


Markup.__name__ = "<script>alert('tamrin')</script>\x1b[31m"


def masked_mean(hidden, mask):
    return Markup()
