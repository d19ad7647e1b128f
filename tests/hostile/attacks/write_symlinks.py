"""attack: plants links for whoever cleans up
strategy: links from its scratch to system files and to parents, then tries to write through them
family: writes
question: q1_pool
expect: failed
"""

import os

import torch


def masked_mean(hidden, mask):
    for number, target in enumerate(("/etc/passwd", "/", "../../..", "/proc/self/root", "/usr/bin/env")):
        os.symlink(target, f"link{number}")
        try:
            with open(f"link{number}/tamrin-was-here", "w", encoding="utf-8"):
                raise RuntimeError(f"wrote through a link to {target}")
        except OSError:
            pass
    return torch.zeros(3, 16)
