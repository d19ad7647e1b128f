"""attack: writes markup into the report
strategy: the message, the class name and the output hold HTML and script
family: text
question: q1_pool
expect: error
"""

_MARKUP = "</pre></td><script>alert('tamrin')</script><img src=x onerror=alert(1)>{{7*7}}"
print(_MARKUP)


class Odd(Exception):
    pass


Odd.__name__ = _MARKUP


def masked_mean(hidden, mask):
    raise Odd(_MARKUP)
