"""attack: raises an error whose text is no UTF-8
strategy: lone surrogates in the message and in the class name
family: lies
question: q1_pool
expect: error
"""


class Odd(Exception):
    pass


Odd.__name__ = "Odd\ud800"


def masked_mean(hidden, mask):
    raise Odd("\ud800\udfff")
