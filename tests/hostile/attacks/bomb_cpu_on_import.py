"""attack: computes for ever while it is imported
strategy: an empty loop at module level
family: resources
question: q1_pool
expect: timeout
"""

while True:
    pass
