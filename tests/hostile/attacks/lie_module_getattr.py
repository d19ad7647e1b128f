"""attack: has no function, but a module that answers
strategy: __getattr__ of the module raises SystemExit
family: lies
question: q1_pool
expect: error
"""


def __getattr__(name):
    raise SystemExit(0)
