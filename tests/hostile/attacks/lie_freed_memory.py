"""attack: returns a view of freed memory
strategy: frombuffer over memory that is unmapped before it is read
family: lies
question: q1_pool
expect: failed killed
"""

import ctypes

import torch


def masked_mean(hidden, mask):
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
    size = 3 * 16 * 4
    address = libc.mmap(None, 4096, 3, 0x22, -1, 0)
    buffer = (ctypes.c_char * size).from_address(address)
    tensor = torch.frombuffer(buffer, dtype=torch.float32).reshape(3, 16)
    libc.munmap(address, 4096)
    return tensor
