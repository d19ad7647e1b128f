"""The wire format carries data unchanged, refuses everything else by name, and no bytes break its reader."""

from __future__ import annotations

import math
import socket
import struct
import time
from contextlib import suppress
from typing import Any

import msgpack
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.worker import wire
from autograder.worker.wire import (
    Channel,
    Closed,
    Encoder,
    HandleRef,
    Malformed,
    OutOfTime,
    Unsendable,
    decode,
)

TENSOR, HANDLE, ARRAY, TUPLE = 1, 2, 3, 4
DATA = (type(None), bool, int, float, str, bytes, list, dict, tuple, torch.Tensor, np.ndarray, HandleRef)
pack: Any = msgpack.packb  # its stub allows for None
DTYPES = [
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
    torch.int8, torch.uint8, torch.bool, torch.complex64, torch.complex128,
]  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(-(2**63), 2**63 - 1)
scalars = st.none() | st.booleans() | numbers | st.floats() | texts | st.binary(max_size=40)
keys = texts | numbers | st.none()


def containers(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        st.lists(items, max_size=5)
        | st.lists(items, max_size=5).map(tuple)
        | st.dictionaries(keys, items, max_size=5)
    )


values = st.recursive(scalars, containers, max_leaves=30)


def same(one: Any, other: Any) -> bool:
    """Equality that tells True from 1, a tuple from a list and knows NaN."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def extension(code: int, content: Any) -> bytes:
    return pack(msgpack.ExtType(code, pack(content)))


def tensor_of(dtype: torch.dtype, shape: tuple[int, ...]) -> torch.Tensor:
    count = math.prod(shape)
    return (
        (torch.arange(count) % 7 - 3)
        .to(torch.complex64 if dtype.is_complex else dtype)
        .to(dtype)
        .reshape(shape)
    )


@given(values)
@settings(max_examples=150, deadline=None)
def test_data_comes_back_as_it_went(value: Any) -> None:
    assert same(decode(Encoder().encode(value)), value)


@given(st.sampled_from(DTYPES), st.lists(st.integers(0, 4), max_size=4).map(tuple))
@settings(max_examples=100, deadline=None)
def test_a_tensor_keeps_dtype_shape_and_bits(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    tensor = tensor_of(dtype, shape)
    read = decode(Encoder().encode({"tensor": tensor}))["tensor"]
    assert (read.dtype, read.shape) == (tensor.dtype, tensor.shape)
    assert torch.equal(read, tensor)
    read.reshape(-1)[:1] = 0  # What the reader got is its own.
    if dtype is not torch.bfloat16:
        array = decode(Encoder().encode(tensor.numpy()))
        assert array.dtype == tensor.numpy().dtype
        assert np.array_equal(array, tensor.numpy())


@pytest.mark.parametrize(
    "tensor",
    [
        torch.arange(12.0).reshape(3, 4).t(),
        torch.arange(12.0)[::3],
        torch.zeros(1).expand(1000),
        torch.complex(torch.ones(2), torch.ones(2)).conj(),
        torch.complex(torch.ones(2), torch.ones(2)).conj().imag,
        torch.ones(2, requires_grad=True) * 2,
        torch.nn.Parameter(torch.ones(2)),
        torch.tensor([float("nan"), float("inf"), -0.0]),
    ],
    ids=["transposed", "strided", "expanded", "conjugate", "negative", "with gradient", "parameter", "nan"],
)
def test_views_arrive_as_their_values(tensor: torch.Tensor) -> None:
    read = decode(Encoder().encode(tensor))
    assert torch.equal(read.nan_to_num(7.0), tensor.detach().nan_to_num(7.0))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (np.float64(0.5), 0.5),
        (np.int32(3), 3),
        (np.bool_(True), True),
        (np.str_("متن"), "متن"),
        (torch.Size([2, 3]), (2, 3)),
        ({(1, "a"): 2}, {"(1, 'a')": 2}),
    ],
)
def test_relatives_of_data_become_plain(value: Any, read: Any) -> None:
    assert same(decode(Encoder().encode(value)), read)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


cyclic: list[Any] = []
cyclic.append(cyclic)


@pytest.mark.parametrize(
    "value",
    [
        object(), 2**63, -(2**63) - 1, 10**5000, nested(100), cyclic, {frozenset(): 1}, {1, 2},
        "x" * (2**20 + 1), torch.empty(2, device="meta"), torch.eye(2).to_sparse(),
        torch.zeros(1).expand(2**40), torch.zeros(2).to(torch.float8_e4m3fn), np.array(["text"]),
        np.array([object()]),
        np.broadcast_to(np.zeros(1), (2**40,)),
    ],
    ids=[
        "object", "int", "negative int", "huge int", "deep", "cyclic", "key", "set",
        "long text", "meta", "sparse", "expanded", "float8", "array of text", "array of objects",
        "expanded array",
    ],
)  # fmt: skip
def test_what_is_no_data_is_refused_with_a_reason(value: Any) -> None:
    with pytest.raises(Unsendable) as refusal:
        Encoder().encode({"value": value})
    assert 5 < len(str(refusal.value)) < 200


def test_handles_travel_as_numbers_and_class_names() -> None:
    handle = HandleRef(7, ("BertModel", "Module", "object"))
    assert decode(Encoder().encode([handle])) == [handle]
    assert decode(Encoder(lambda value: handle).encode({"model": object()})) == {"model": handle}
    assert decode(Encoder().encode(handle), lambda reference: reference.number) == 7


def deep_tuple(depth: int) -> bytes:
    content = pack([1])
    for _ in range(depth):
        content = b"\x91" + pack(msgpack.ExtType(TUPLE, content))
    return pack(msgpack.ExtType(TUPLE, content))


def mapping(key: bytes) -> bytes:
    return b"\x81" + key + b"\xc0"


MALFORMED = {
    "nothing": b"",
    "truncated list": b"\x92\x01",
    "truncated text": b"\xa5ab",
    "two values": b"\x01\x02",
    "reserved byte": b"\xc1",
    "text that is no UTF-8": b"\xa2\xc3\x28",
    "surrogate": b"\xa3\xed\xa0\x80",
    "too deep": b"\x91" * 60 + b"\xc0",
    "far too deep": b"\x91" * 100_000 + b"\xc0",
    "too deep tuples": deep_tuple(60),
    "too many items": pack([[None] * 1000] * 300),
    "array that announces too much": b"\xdd\x7f\xff\xff\xff",
    "map that announces too much": b"\xdf\x7f\xff\xff\xff",
    "text too long": pack("x" * (2**22 + 1)),
    "unsigned integer": pack([2**63]),
    "unsigned key": mapping(pack(2**64 - 1)),
    "timestamp": pack([msgpack.Timestamp(1, 2)]),
    "timestamp as key": mapping(pack(msgpack.Timestamp(1, 2))),
    "unknown extension": extension(9, [1]),
    "key that is a list": mapping(b"\x90"),
    "key that is a tuple": mapping(extension(TUPLE, [1])),
    "key that is a tensor": mapping(extension(TENSOR, ["float32", [1], b"1234"])),
    "key that is bytes": mapping(b"\xc4\x01a"),
    "tuple that is a number": extension(TUPLE, 3),
    "tensor that is a number": extension(TENSOR, 3),
    "tensor with two parts": extension(TENSOR, ["float32", [1]]),
    "unknown dtype": extension(TENSOR, ["object", [1], b"12345678"]),
    "dtype that is a number": extension(TENSOR, [1, [1], b"1234"]),
    "dtype that is a list": extension(TENSOR, [["float32"], [1], b"1234"]),
    "too few bytes": extension(TENSOR, ["float32", [2], b"1234"]),
    "too many bytes": extension(TENSOR, ["float32", [1], b"12345"]),
    "text for bytes": extension(TENSOR, ["uint8", [1], "a"]),
    "negative size": extension(TENSOR, ["uint8", [-1, -1], b"1"]),
    "fractional size": extension(TENSOR, ["uint8", [1.0], b"1"]),
    "boolean size": extension(TENSOR, ["uint8", [True], b"1"]),
    "size of a terabyte": extension(TENSOR, ["uint8", [2**40], b"1"]),
    "overflowing shape": extension(TENSOR, ["uint8", [0, *[2**39] * 5], b""]),
    "overflowing array": extension(ARRAY, ["uint8", [0, *[2**39] * 5], b""]),
    "twenty dimensions": extension(TENSOR, ["uint8", [1] * 20, b"1"]),
    "boolean of another value": extension(TENSOR, ["bool", [1], b"\x02"]),
    "boolean array of another value": extension(ARRAY, ["bool", [1], b"\x02"]),
    "array of bfloat16": extension(ARRAY, ["bfloat16", [1], b"12"]),
    "array of objects": extension(ARRAY, ["object", [1], b"12345678"]),
    "handle without names": extension(HANDLE, [1]),
    "handle without a number": extension(HANDLE, ["1", []]),
    "handle that is true": extension(HANDLE, [True, []]),
    "handle with numbers for names": extension(HANDLE, [1, [2]]),
    "handle with a long name": extension(HANDLE, [1, ["x" * 201]]),
    "handle with many names": extension(HANDLE, [1, ["x"] * 65]),
    "handles with too many names": pack([msgpack.ExtType(HANDLE, pack([1, ["x"] * 64]))] * 5000),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_data_are_named_so(data: bytes) -> None:
    with pytest.raises(Malformed) as refusal:
        decode(data)
    assert len(str(refusal.value)) < 300


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_data_or_malformed(data: bytes) -> None:
    with suppress(Malformed):
        assert type(decode(data)) in DATA


@given(values, st.integers(0), st.integers(0, 255), st.sampled_from([TENSOR, HANDLE, ARRAY, TUPLE, 0, 99]))
@settings(max_examples=300, deadline=None)
def test_no_damage_breaks_the_reader(value: Any, place: int, byte: int, code: int) -> None:
    data = bytearray(Encoder().encode([value, tensor_of(torch.float32, (2, 2)), HandleRef(1, ("A",))]))
    data[place % len(data)] = byte
    for damaged in (
        bytes(data),
        bytes(data)[: place % len(data)],
        extension(code, bytes(data)),
        extension(code, [place % 2**63, 1, 2]),
    ):
        with suppress(Malformed):
            decode(damaged)


def test_colliding_keys_cost_no_time() -> None:
    # Tuples of small integers hash predictably; as keys they would be compared with each other one by one.
    pairs = b"".join(extension(TUPLE, [number]) + b"\xc0" for number in range(1000))
    with pytest.raises(Malformed, match="key"):
        decode(b"\xde" + (1000).to_bytes(2, "big") + pairs)


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    yield Channel(ours), theirs
    ours.close()
    theirs.close()


def soon() -> float:
    return time.monotonic() + 0.2


def test_frames_arrive_whole_and_in_order(ends) -> None:
    channel, other = ends
    sender = Channel(other)
    for frame in (b"", b"one", bytes(100_000)):
        sender.send(frame)
        assert channel.receive(soon() + 5) == frame
    sender.send(b"a")
    sender.send(b"b")
    assert channel.has_leftovers()
    assert [channel.receive(), channel.receive()] == [b"a", b"b"]
    assert not channel.has_leftovers()


def test_a_frame_that_announces_too_much_is_malformed_before_it_is_read(ends) -> None:
    channel, other = ends
    other.sendall(struct.pack(">I", wire.MAX_FRAME + 1))
    with pytest.raises(Malformed, match="announces"):
        channel.receive(soon())


def test_half_a_frame_runs_out_of_time_and_is_kept(ends) -> None:
    channel, other = ends
    other.sendall(struct.pack(">I", 4) + b"ab")
    with pytest.raises(OutOfTime):
        channel.receive(soon())
    other.sendall(b"cd")
    assert channel.receive(soon()) == b"abcd"


def test_the_other_end_may_go_at_any_moment(ends) -> None:
    channel, other = ends
    other.sendall(struct.pack(">I", 4) + b"ab")
    other.close()
    with pytest.raises(Closed):
        channel.receive(soon())
    with pytest.raises(Closed):
        channel.send(bytes(2**20), soon())


def test_nobody_reads_and_sending_runs_out_of_time(ends) -> None:
    channel, _ = ends
    with pytest.raises(OutOfTime):
        channel.send(bytes(2**24), soon())


def test_too_large_a_frame_is_not_sent(ends) -> None:
    channel, _ = ends
    with pytest.raises(Unsendable, match="MB"):
        channel.send(bytes(wire.MAX_FRAME + 1))
