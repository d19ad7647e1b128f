"""attack: sends what it sees to a server
strategy: connects to the Internet and to the machine itself
family: network
question: q1_pool
expect: error
"""

import socket


def masked_mean(hidden, mask):
    for address in (("127.0.0.1", 22), ("192.0.2.1", 80)):
        socket.create_connection(address, timeout=1).close()
