"""attack: copies from its neighbours
strategy: looks for other students' files around its own folder and in every temporary folder
family: reads
question: q1_pool
expect: failed
"""

import glob
import os

import torch


def masked_mean(hidden, mask):
    here = os.path.dirname(os.path.abspath(__file__))
    patterns = (
        f"{here}/../**/q1_pool.py",
        "/tmp/**/q1_pool.py",
        "/var/tmp/**/q1_pool.py",
        "/home/**/q1_pool.py",
    )
    for pattern in patterns:
        for path in glob.glob(pattern, recursive=True):
            if not os.path.samefile(path, __file__):
                with open(path, encoding="utf-8") as file:
                    space = {}
                    exec(file.read(), space)
                return space["masked_mean"](hidden, mask)
    return torch.zeros(3, 16)
