"""attack: answers with the reference
strategy: searches the file system for another q1_pool.py and runs it
family: reads
question: q1_pool
expect: failed
"""

import os
import sys

import torch


def _search(name):
    roots = ["/", *sys.path, os.path.dirname(sys.argv[0])]
    for root in roots:
        for folder, folders, files in os.walk(root):
            folders[:] = set(folders) - {"site-packages", "include", "share", "sys"}
            if name in files and not folder.startswith("/tmp/work"):
                yield os.path.join(folder, name)


def masked_mean(hidden, mask):
    for path in _search("q1_pool.py"):
        with open(path, encoding="utf-8") as file:
            space = {}
            exec(file.read(), space)
        return space["masked_mean"](hidden, mask)
    return torch.zeros(3, 16)
