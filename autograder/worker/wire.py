"""The wire format between grader and worker: framed msgpack, data only, checked by the side that reads.

What each side may trust
------------------------
The **grader** trusts nothing it reads. A frame's length is bounded before it is read; a frame holds one msgpack map; numbers,
strings, lists and dicts are bounded in size, depth and count; a dict's keys are plain; a tensor is (dtype, shape,
bytes) whose dtype is on a list and whose byte count equals the product of its shape; a handle is a number with a
list of class names. Anything else raises
``Malformed``, and a malformed reply is the submission's fault. Nothing is ever unpickled or evaluated.

The **worker** trusts what it reads before student code runs; afterwards it shares its process with that code and
promises nothing. What it sends is a claim.

Frame: 4-byte big-endian length, then msgpack. Requests are ``{"id", "op", …}``; a reply carries the same ``id``.
Extension types: 1 tensor, 2 handle, 3 array (NumPy), 4 tuple.
"""

from __future__ import annotations

import select
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any, cast

import msgpack
import numpy as np
import torch

MAX_FRAME = 64 * 2**20
MAX_DEPTH = 24
MAX_ITEMS = 200_000
MAX_TEXT = 2**20

_TENSOR, _HANDLE, _ARRAY, _TUPLE = 1, 2, 3, 4
_LENGTH = struct.Struct(">I")

_DTYPES: dict[str, torch.dtype] = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float64, torch.float32, torch.float16, torch.bfloat16,
        torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool,
        torch.complex64, torch.complex128,
    )
}  # fmt: skip
_DTYPE_NAMES = {dtype: name for name, dtype in _DTYPES.items()}
_ITEM_SIZES = {name: torch.empty(0, dtype=dtype).element_size() for name, dtype in _DTYPES.items()}
_ARRAY_DTYPES = frozenset(name for name in _DTYPES if name != "bfloat16")


class Malformed(Exception):
    """What was read is not a frame of this format."""


class Closed(Exception):
    """The other side has gone."""


class OutOfTime(Exception):
    """Nothing complete arrived before the deadline."""


class Unsendable(Exception):
    """A value cannot be expressed as data; the message says why, for the student."""


@dataclass(frozen=True)
class HandleRef:
    """A reference to an object that stays in the worker. ``kind`` lists the class names of its type, most derived first."""

    number: int
    kind: tuple[str, ...] = ()


def _refuse(value: Any) -> Any:
    raise Unsendable(f"a {type(value).__name__} is not data")


class Encoder:
    """Turns values into msgpack; ``refer`` is asked for a HandleRef for whatever is not data."""

    def __init__(self, refer: Any = _refuse) -> None:
        self._refer = refer

    def encode(self, value: Any) -> bytes:
        return self._pack(self._plain(value, 0))

    def _plain(self, value: Any, depth: int) -> Any:
        # Exact types only: a subclass may lie about its length, items or equality.
        if depth > MAX_DEPTH:
            raise Unsendable("the value is nested too deeply (is a list inside itself?)")
        kind: Any = type(value)
        if kind is str and len(value) > MAX_TEXT:
            raise Unsendable(f"a string has {len(value)} characters, more than {MAX_TEXT}")
        if value is None or kind in (bool, float, str, bytes):
            return value
        if kind is int:
            if not _fits(value):
                raise Unsendable("an integer does not fit into 64 bits")
            return value
        if kind is list:
            return [self._plain(item, depth + 1) for item in value]
        if kind is tuple:
            return msgpack.ExtType(_TUPLE, self._pack([self._plain(item, depth + 1) for item in value]))
        if kind is dict:
            return {self._key(key): self._plain(item, depth + 1) for key, item in value.items()}
        if kind is torch.Tensor or kind is torch.nn.Parameter:
            return msgpack.ExtType(_TENSOR, self._tensor(value))
        if kind is np.ndarray:
            return msgpack.ExtType(_ARRAY, self._array(value))
        if kind.__module__ == "numpy" and issubclass(kind, np.generic):
            return self._plain(value.item(), depth + 1)
        if kind is torch.Size:
            return self._plain(tuple(value), depth)
        if kind is not HandleRef:
            value = self._refer(value)
            if type(value) is not HandleRef:
                return self._plain(value, depth + 1)
        return msgpack.ExtType(_HANDLE, self._pack([value.number, list(value.kind)]))

    @staticmethod
    def _key(key: Any) -> Any:
        if type(key) in (str, int, bool, float) or key is None:
            return key
        if type(key) is tuple and all(type(part) in (str, int) for part in key):
            return repr(key)
        raise Unsendable(f"a dictionary key is a {type(key).__name__}; use strings or numbers")

    @staticmethod
    def _pack(value: Any) -> bytes:
        return cast(bytes, msgpack.packb(value, use_bin_type=True, default=_refuse))

    def _tensor(self, tensor: torch.Tensor) -> bytes:
        if tensor.layout is not torch.strided:
            raise Unsendable(f"a tensor has the layout {tensor.layout}; return a dense tensor")
        name = _DTYPE_NAMES.get(tensor.dtype)
        if name is None:
            raise Unsendable(f"a tensor has the dtype {tensor.dtype}, which cannot be compared")
        if tensor.device.type == "meta":
            raise Unsendable("a tensor is on the device 'meta': it has no values")
        if tensor.numel() * tensor.element_size() > MAX_FRAME:
            raise Unsendable(f"a tensor of shape {tuple(tensor.shape)} is too large to send")
        flat = (
            tensor.detach().to("cpu").contiguous().resolve_conj().resolve_neg().reshape(-1).view(torch.uint8)
        )
        return self._pack([name, list(tensor.shape), flat.numpy().tobytes()])

    def _array(self, array: np.ndarray) -> bytes:
        if array.dtype.name not in _ARRAY_DTYPES:
            raise Unsendable(f"an array has the dtype {array.dtype}, which cannot be compared")
        if array.nbytes > MAX_FRAME:
            raise Unsendable(f"an array of shape {array.shape} is too large to send")
        return self._pack([array.dtype.name, list(array.shape), np.ascontiguousarray(array).tobytes()])


def _fits(number: int) -> bool:
    return -(2**63) <= number < 2**63


def decode(data: bytes, resolve: Any = None) -> Any:
    """Reads one encoded value; raises Malformed. ``resolve`` turns each HandleRef into what the reader uses."""
    budget = [MAX_ITEMS]

    def extension(code: int, payload: bytes) -> Any:
        if code == _TENSOR:
            return _read_tensor(payload)
        if code == _ARRAY:
            return _read_array(payload)
        if code == _HANDLE:
            reference = _read_handle(payload)
            spend(reference.kind)
            return resolve(reference) if resolve else reference
        if code == _TUPLE:
            items = unpack(payload)
            if not isinstance(items, list):
                raise Malformed("a tuple is not a list of items")
            return tuple(items)
        raise Malformed(f"unknown extension type {code}")

    def spend(value: Any) -> Any:
        budget[0] -= len(value)
        if budget[0] < 0:
            raise Malformed(f"more than {MAX_ITEMS} items")
        return value

    def dictionary(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
        # Other keys may hash slowly, alike (tuples can be made to) or not at all.
        if not all(key is None or type(key) in (str, int, float, bool) for key, _ in spend(pairs)):
            raise Malformed("a dictionary has a key that is neither a string nor a number")
        return dict(pairs)

    nesting = [0]

    def unpack(payload: bytes) -> Any:
        nesting[0] += 1
        if nesting[0] > MAX_DEPTH:
            raise Malformed("nested too deeply")
        try:
            return msgpack.unpackb(
                payload,
                ext_hook=extension,
                list_hook=spend,
                object_pairs_hook=dictionary,
                strict_map_key=False,
                raw=False,
                max_str_len=4 * MAX_TEXT,
                max_bin_len=MAX_FRAME,
                max_array_len=MAX_ITEMS,
                max_map_len=MAX_ITEMS,
                max_ext_len=MAX_FRAME,
            )
        finally:
            nesting[0] -= 1

    try:
        value = unpack(data)
        _check(value, 0)
        return value
    except Malformed:
        raise
    except (
        ValueError,
        TypeError,
        RuntimeError,
        OverflowError,
        MemoryError,
        msgpack.exceptions.UnpackException,
    ) as error:
        raise Malformed(f"{type(error).__name__}: {error}"[:200]) from None


def _check(value: Any, depth: int) -> None:
    if depth > 2 * MAX_DEPTH:
        raise Malformed("nested too deeply")
    if isinstance(value, int) and not _fits(value):
        raise Malformed("an integer does not fit into 64 bits")
    if isinstance(value, msgpack.Timestamp):
        raise Malformed("unknown extension type -1")
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        for item in value:
            _check(item, depth + 1)


def _read_shape(shape: Any, name: Any, content: Any, item_sizes: dict[str, int]) -> list[int]:
    if not isinstance(name, str) or name not in item_sizes or not isinstance(content, bytes):
        raise Malformed("a tensor has an unknown dtype or no bytes")
    if (
        not isinstance(shape, list)
        or len(shape) > 16
        or not all(type(n) is int and 0 <= n < 2**40 for n in shape)
    ):
        raise Malformed("a tensor has an impossible shape")
    count = 1
    for size in shape:
        count *= size
    if count * item_sizes[name] != len(content):
        raise Malformed("a tensor's bytes do not fill its shape")
    return shape


def _parts(payload: bytes, count: int) -> list[Any]:
    parts = msgpack.unpackb(payload, raw=False, max_bin_len=MAX_FRAME, max_array_len=1024)
    if not isinstance(parts, list) or len(parts) != count:
        raise Malformed("an extension has the wrong number of parts")
    return parts


def _read_tensor(payload: bytes) -> torch.Tensor:
    name, shape, content = _parts(payload, 3)
    shape = _read_shape(shape, name, content, _ITEM_SIZES)
    if not content:
        return torch.empty(shape, dtype=_DTYPES[name])
    if name == "bool" and max(content) > 1:
        raise Malformed("a boolean tensor holds other bytes than 0 and 1")
    return torch.frombuffer(bytearray(content), dtype=_DTYPES[name]).reshape(shape)


def _read_array(payload: bytes) -> np.ndarray:
    name, shape, content = _parts(payload, 3)
    if name not in _ARRAY_DTYPES:
        raise Malformed("an array has an unknown dtype")
    shape = _read_shape(shape, name, content, _ITEM_SIZES)
    if name == "bool" and content and max(content) > 1:
        raise Malformed("a boolean array holds other bytes than 0 and 1")
    return np.frombuffer(bytearray(content), dtype=np.dtype(name)).reshape(shape)


def _read_handle(payload: bytes) -> HandleRef:
    number, kind = _parts(payload, 2)
    if type(number) is not int or not isinstance(kind, list) or len(kind) > 64:
        raise Malformed("a handle is not a number with class names")
    if not all(isinstance(name, str) and len(name) <= 200 for name in kind):
        raise Malformed("a handle's class names are not names")
    return HandleRef(number, tuple(kind))


class Channel:
    """One end of the socket between grader and worker."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._buffer = bytearray()

    def fileno(self) -> int:
        return self.sock.fileno()

    def close(self) -> None:
        self.sock.close()

    def send(self, frame: bytes, deadline: float | None = None) -> None:
        """Sends one frame; raises Closed or OutOfTime (``deadline`` in time.monotonic seconds)."""
        if len(frame) > MAX_FRAME:
            raise Unsendable(
                f"the value needs {len(frame) // 2**20} MB; at most {MAX_FRAME // 2**20} MB can be sent"
            )
        view = memoryview(_LENGTH.pack(len(frame)) + frame)
        while view:
            self._wait(deadline, write=True)
            try:
                view = view[self.sock.send(view, socket.MSG_DONTWAIT if deadline else 0) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise Closed(str(error)) from None

    def receive(self, deadline: float | None = None) -> bytes:
        """Reads one frame; raises Closed, Malformed or OutOfTime (what came so far is kept for the next call)."""
        while True:
            if len(self._buffer) >= _LENGTH.size:
                (length,) = _LENGTH.unpack_from(self._buffer)
                if length > MAX_FRAME:
                    raise Malformed(f"a frame announces {length} bytes")
                end = _LENGTH.size + length
                if len(self._buffer) >= end:
                    frame = bytes(self._buffer[_LENGTH.size : end])
                    del self._buffer[:end]
                    return frame
            self._wait(deadline, write=False)
            try:
                chunk = self.sock.recv(2**20, socket.MSG_DONTWAIT if deadline else 0)
            except BlockingIOError:
                continue
            except OSError as error:
                raise Closed(str(error)) from None
            if not chunk:
                raise Closed("end of stream")
            self._buffer += chunk

    def has_leftovers(self) -> bool:
        """Whether bytes lie here that nobody asked for."""
        if self._buffer:
            return True
        try:
            return bool(self.sock.recv(1, socket.MSG_DONTWAIT | socket.MSG_PEEK))
        except OSError:
            return False

    def _wait(self, deadline: float | None, write: bool) -> None:
        if deadline is None:
            return
        remaining = deadline - time.monotonic()
        # poll, not select: descriptors above 1023 are ordinary in a long batch.
        poller = select.poll()
        poller.register(self.sock, select.POLLOUT if write else select.POLLIN)
        if remaining <= 0 or not poller.poll(max(1, int(remaining * 1000))):
            raise OutOfTime
