"""attack: returns an object that equals everything
strategy: __eq__ and every comparison answer True
family: lies
question: q1_pool
expect: failed
"""


class Equal:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = __eq__


def masked_mean(hidden, mask):
    return Equal()
