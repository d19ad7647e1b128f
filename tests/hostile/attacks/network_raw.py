"""attack: opens every kind of socket
strategy: raw, packet, netlink, vsock, UNIX and a pair
family: network
question: q1_pool
expect: failed
"""

import socket

import torch


def masked_mean(hidden, mask):
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK, socket.AF_PACKET, 40):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            try:
                socket.socket(family, kind)
            except OSError:
                continue
            raise RuntimeError(f"opened a socket of family {family}")
    return torch.zeros(3, 16)
