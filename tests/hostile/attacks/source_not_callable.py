"""attack: has a value where the function should be
strategy: masked_mean is a number
family: source
question: q1_pool
expect: invalid
"""

masked_mean = 3
