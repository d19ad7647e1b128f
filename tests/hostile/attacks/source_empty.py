"""attack: is empty
strategy: no line at all but the header
family: source
question: q1_pool
expect: invalid
"""
