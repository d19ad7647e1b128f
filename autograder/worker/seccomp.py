"""A seccomp filter that takes kernel surface away from student code: namespaces, mounts, tracing, sockets, shared memory."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

_LD_WORD, _AND, _JUMP_EQUAL, _JUMP_ANY_BIT, _JUMP_AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x45, 0x35, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_FIRST_ARGUMENT = 0, 4, 16
_OFFSET_FOURTH_ARGUMENT = 40
_UNIX_SOCKET = 1
_NAMESPACE_FLAGS = 0x7E020000  # CLONE_NEWNS … CLONE_NEWNET; threads and plain forks stay possible.
_X32_BIT = 0x40000000
_MAP_TYPE_OR_ANONYMOUS, _SHARED_ANONYMOUS, _SHARED_VALIDATED_ANONYMOUS = 0x2F, 0x21, 0x23
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2

_SAME_EVERYWHERE = (
    425,
    426,
    427,
    428,
    429,
    430,
    431,
    432,
    433,
    438,
    442,
    447,
)  # io_uring, new mount API, pidfd_getfd
_MACHINES = {
    # audit architecture, clone, clone3, mmap, then what is denied: socket, socketpair (their buffers are nobody's
    # memory), setsid (each session gets its own share of the processor), vmsplice (it hides pages in pipes), ptrace,
    # mounts, setns, memfd, SysV IPC, keys, bpf, perf, userfaultfd, kernel modules, file handles.
    "x86_64": (
        0xC000003E, 56, 435, 9,
        (41, 53, 112, 278, 101, 165, 166, 155, 161, 272, 308, 319, 29, 30, 31, 64, 68, 240, 248, 249, 250, 321, 298,
         323, 310, 311, 246, 175, 176, 313, 303, 304),
    ),
    "aarch64": (
        0xC00000B7, 220, 435, 222,
        (198, 199, 157, 75, 117, 40, 39, 41, 51, 97, 268, 279, 194, 195, 196, 190, 186, 180, 217, 218, 219, 280, 241,
         282, 270, 271, 104, 105, 106, 273, 264, 265),
    ),
}  # fmt: skip


def supported() -> bool:
    """Whether a filter is known for this machine's processor."""
    return platform.machine() in _MACHINES


def install(gpu: bool = False) -> None:
    """Installs the filter for this process and all it starts; needs no_new_privs. Raises OSError.

    For a ``gpu`` it allows what CUDA calls when it starts: Unix sockets, and shared anonymous memory.
    """
    program = _assemble(*_MACHINES[platform.machine()], gpu)
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(header, len(header)), 0, 0
    ):
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp filter refused: {errno.errorcode.get(number)}")


def _assemble(
    audit_arch: int, clone: int, clone3: int, mmap: int, denied: tuple[int, ...], gpu: bool
) -> bytes:
    def statement(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    denial = statement(_RETURN, _ERRNO | errno.EPERM)
    program = [
        statement(_LD_WORD, _OFFSET_ARCH),
        statement(_JUMP_EQUAL, audit_arch, 1, 0),
        statement(_RETURN, _KILL),
        statement(_LD_WORD, _OFFSET_NUMBER),
        statement(_JUMP_AT_LEAST, _X32_BIT, 0, 1),
        denial,
        # glibc falls back from clone3, whose flags a filter cannot see, to clone.
        statement(_JUMP_EQUAL, clone3, 0, 1),
        statement(_RETURN, _ERRNO | errno.ENOSYS),
    ]
    if gpu:
        socket = denied[0]
        program += [
            statement(_JUMP_EQUAL, socket, 0, 4),
            statement(_LD_WORD, _OFFSET_FIRST_ARGUMENT),
            statement(_JUMP_EQUAL, _UNIX_SOCKET, 0, 1),
            statement(_RETURN, _ALLOW),
            denial,
        ]
    for number in (*denied, *_SAME_EVERYWHERE):
        program += [statement(_JUMP_EQUAL, number, 0, 1), denial]
    program += [
        statement(_JUMP_EQUAL, clone, 0, 3),
        statement(_LD_WORD, _OFFSET_FIRST_ARGUMENT),
        statement(_JUMP_ANY_BIT, _NAMESPACE_FLAGS, 0, 1),
        denial,
    ]
    if not gpu:
        # Shared anonymous memory stays when no process maps it any more: the grader could not see it.
        program += [
            statement(_JUMP_EQUAL, mmap, 0, 5),
            statement(_LD_WORD, _OFFSET_FOURTH_ARGUMENT),
            statement(_AND, _MAP_TYPE_OR_ANONYMOUS),
            statement(_JUMP_EQUAL, _SHARED_ANONYMOUS, 1, 0),
            statement(_JUMP_EQUAL, _SHARED_VALIDATED_ANONYMOUS, 0, 1),
            denial,
        ]
    return b"".join([*program, statement(_RETURN, _ALLOW)])
