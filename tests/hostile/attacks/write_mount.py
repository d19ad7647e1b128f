"""attack: mounts its way out
strategy: mount, unshare, chroot, pivot_root and setns through ctypes
family: writes
question: q1_pool
expect: failed
"""

import ctypes
import os

import torch


def masked_mean(hidden, mask):
    libc = ctypes.CDLL(None, use_errno=True)
    attempts = {
        "unshare": lambda: libc.unshare(0x10000000 | 0x20000),
        "mount": lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
        "remount": lambda: libc.mount(b"none", b"/", None, 32, None),
        "umount": lambda: libc.umount2(b"/tmp", 2),
        "chroot": lambda: libc.chroot(b"/tmp"),
        "setns": lambda: libc.setns(0, 0),
        "setuid": lambda: libc.setuid(0),
    }
    for name, attempt in attempts.items():
        if attempt() == 0:
            raise RuntimeError(f"{name} worked")
    if os.getuid() == 0:
        raise RuntimeError("is root")
    return torch.zeros(3, 16)
