"""attack: points the report at other files
strategy: its file name in the traceback is a secret file's
family: text
question: q1_pool
expect: failed error
"""

import os


def masked_mean(hidden, mask):
    code = compile("raise ValueError('see the line above')", f"{os.getcwd()}/../../etc/passwd", "exec")
    exec(code)
