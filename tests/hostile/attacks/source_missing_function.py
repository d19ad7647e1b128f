"""attack: has no function
strategy: the module is there, the name is not
family: source
question: q1_pool
expect: invalid
"""

ANSWER = 42
