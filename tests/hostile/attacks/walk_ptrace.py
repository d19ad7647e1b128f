"""attack: reads the parent's memory by system calls
strategy: process_vm_readv and ptrace on the parent and on all low process numbers
family: walks
question: q1_pool
expect: failed
"""

import ctypes

import torch


def masked_mean(hidden, mask):
    libc = ctypes.CDLL(None, use_errno=True)
    for pid in range(64):
        if pid != 1 and libc.ptrace(16, pid, None, None) == 0:
            raise RuntimeError(f"attached to {pid}")
    buffer = ctypes.create_string_buffer(8)
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
    if libc.process_vm_readv(1, vector, 1, vector, 1, 0) > 0:
        raise RuntimeError("read another process")
    return torch.zeros(3, 16)
