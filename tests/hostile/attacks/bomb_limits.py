"""attack: raises its own limits
strategy: setrlimit, nice and the scheduler
family: resources
question: q1_pool
expect: failed
"""

import os
import resource

import torch


def masked_mean(hidden, mask):
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        soft, hard = resource.getrlimit(kind)
        try:
            resource.setrlimit(kind, (hard + 1, hard + 1))
        except (ValueError, OSError):
            continue
        raise RuntimeError(f"raised limit {kind} above {soft}")
    try:
        os.nice(-5)
    except OSError:
        return torch.zeros(3, 16)
    raise RuntimeError("became more important")
