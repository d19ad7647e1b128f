"""attack: raises an error that ends whoever prints it
strategy: __str__ raises SystemExit
family: lies
question: q1_pool
expect: error
"""


class Odd(Exception):
    def __str__(self):
        raise SystemExit(0)


def masked_mean(hidden, mask):
    raise Odd
