"""attack: computes with the check's own oracle
strategy: searches the whole file system for the check file and runs its oracle
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
    for path in _search("test_q1_pool.py"):
        with open(path, encoding="utf-8") as file:
            source = file.read()
        space = {}
        start = source.index("def expected_mean")
        exec(source[start : source.index("@points")], space)
        return space["expected_mean"](hidden, mask).float()
    return torch.zeros(3, 16)
