"""attack: points the report at other files
strategy: its file name in the traceback is a secret file's
family: text
question: q1_pool
expect: failed error
"""


def masked_mean(hidden, mask):
    code = compile("raise ValueError('see the line above')", "/tmp/work/../../etc/passwd", "exec")
    exec(code)
