"""attack: takes over the terminal
strategy: escape sequences, bells, carriage returns and bidi overrides in output and message
family: text
question: q1_pool
expect: error
"""

_ESCAPES = "\x1b[2J\x1b]0;owned\x07\x1b[31m\r\x08\u202e\u2066passed\x9b31m"
print(_ESCAPES)


def masked_mean(hidden, mask):
    raise ValueError(_ESCAPES)
