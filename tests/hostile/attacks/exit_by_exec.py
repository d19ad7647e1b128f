"""attack: becomes /bin/true
strategy: execv replaces the worker by a program that ends with 0
family: exit
question: q1_pool
expect: killed error
"""

import os


def masked_mean(hidden, mask):
    os.execv("/bin/true", ["true"])
