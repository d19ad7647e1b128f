"""attack: bombs the compiler
strategy: an expression nested beyond the parser's depth
family: bombs
question: q1_pool
expect: invalid memory
"""

exec("x = " + "(" * 5000 + "1" + ")" * 5000)
