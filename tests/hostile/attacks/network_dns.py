"""attack: resolves a name that carries data
strategy: getaddrinfo of a long name
family: network
question: q1_pool
expect: error
"""

import socket


def masked_mean(hidden, mask):
    socket.getaddrinfo("secret.example.org", 80)
