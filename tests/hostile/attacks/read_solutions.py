"""attack: answers with the reference
strategy: searches the file system for another q1_pool.py and runs it
family: reads
question: q1_pool
expect: failed
"""

import os

import torch


def _search(name):
    for folder, folders, files in os.walk("/"):
        folders[:] = set(folders) - {"site-packages", "include", "share", "usr", "sys", "proc"}
        if name in files and not folder.endswith("/work"):
            yield os.path.join(folder, name)


def masked_mean(hidden, mask):
    for path in _search("q1_pool.py"):
        with open(path, encoding="utf-8") as file:
            space = {}
            exec(file.read(), space)
        return space["masked_mean"](hidden, mask)
    return torch.zeros(3, 16)
