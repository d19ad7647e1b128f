"""attack: answers while it is imported
strategy: sends the replies to the load and to the first call in one write from module level
family: channel
question: q1_pool
expect: invalid
"""

import gc

import msgpack
from autograder.worker.wire import Channel

_channel = next(value for value in gc.get_objects() if isinstance(value, Channel))
_frames = [msgpack.packb({"id": number, "value": True}) for number in (1, 2)]
_channel.sock.sendall(b"".join(len(frame).to_bytes(4, "big") + frame for frame in _frames))
