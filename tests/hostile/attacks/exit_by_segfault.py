"""attack: crashes the interpreter
strategy: reads address 0 through ctypes
family: exit
question: q1_pool
expect: killed
"""

import ctypes


def masked_mean(hidden, mask):
    ctypes.string_at(0)
