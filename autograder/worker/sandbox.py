"""The sandbox: Linux namespaces, a read-only view of what a worker may see, and limits. Plain system calls, no helper program.

The zygote calls ``enter_view`` once; each worker calls ``isolate`` after its fork. Neither needs root; started by root, the
zygote gives root up first. What happens when a limit is hit:

=============  ==============================================  =======================================
limit          enforced by                                     the check's status
=============  ==============================================  =======================================
memory         RLIMIT_AS per process, the grader's own sum     ``memory``
wall time      the grader's deadline, then SIGKILL             ``timeout``
processes      RLIMIT_NPROC in the worker's user namespace     ``error`` (EAGAIN in student code)
file size      RLIMIT_FSIZE, the scratch's tmpfs quota         ``error`` (EFBIG, ENOSPC)
open files     RLIMIT_NOFILE                                   ``error`` (EMFILE)
output         the grader counts what it reads                 ``killed``
network        an empty network namespace and seccomp          ``error`` (EPERM)
file system    a mount namespace without anything else         ``error`` (ENOENT, EROFS)
=============  ==============================================  =======================================

On a GPU (``--device cuda``) a worker has three things more, without which CUDA does not start: the GPU's devices, a /proc
that shows its own processes, and Unix sockets and shared anonymous memory (in network and IPC namespaces of its own).
RLIMIT_AS is lifted, since CUDA reserves more addresses than any limit: the grader's own sum limits the memory. That of the GPU
is not limited.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.worker import seccomp

SCRATCH = Path("/scratch")
_PROC = Path("/proc")
_TEMPORARY = Path("/tmp")

_CLONE_NEWNS, _CLONE_NEWCGROUP, _CLONE_NEWUTS, _CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
_CLONE_NEWUSER, _CLONE_NEWPID, _CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_BIND, _MS_REC, _MS_PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_MNT_DETACH = 2
_CAPABILITY_VERSION_3 = 0x20080522
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR, _AT_RECURSIVE, _AT_FDCWD = 442, 0x8000, -100
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID = 1, 2
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_THP_DISABLE = 1, 4, 38, 41
_NOBODY = 65534
_SYSTEM_PATHS = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc/ld.so.cache",
    "/proc/cpuinfo",
    "/sys/devices/system/cpu",
)
# Not /dev/zero: mapped, it is shared memory that no limit sees.
_DEVICES = ("/dev/null", "/dev/urandom", "/dev/random")

_libc = ctypes.CDLL(None, use_errno=True)


class SandboxError(OSError):
    """The kernel refused a step of the sandbox; the message names the step."""


@dataclass(frozen=True)
class Limits:
    """What a worker may use; bytes, seconds and counts. ``memory`` counts growth over the zygote; None lifts RLIMIT_AS (CUDA)."""

    memory: int | None = 2 * 2**30
    cpu_seconds: int = 600
    processes: int = 32
    files: int = 256
    file_size: int = 64 * 2**20
    scratch: int = 128 * 2**20


def _call(step: str, result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise SandboxError(number, f"{step}: {os.strerror(number)}")


def _mount(source: str, target: Path, kind: str, flags: int, data: str = "") -> None:
    result = _libc.mount(source.encode(), bytes(target), kind.encode(), ctypes.c_ulong(flags), data.encode())
    _call(f"mount {source} on {target}", result)


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns_fd")]


def _change_mounts(path: Path, add: int = 0, remove: int = 0) -> None:
    """Changes the attributes of all mounts from ``path`` on."""
    attributes = _MountAttributes(set=add, clear=remove)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    result = _libc.syscall(
        _MOUNT_SETATTR, _AT_FDCWD, bytes(path), _AT_RECURSIVE, ctypes.byref(attributes), size
    )
    _call(f"change the mounts from {path} on", result)


def _map_namespace(proc: int, uid: int, gid: int) -> None:
    """Keeps our ids inside a new user namespace (they must be read before it is made); ``proc`` is a descriptor of /proc."""
    for name, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        os.write(descriptor, content.encode())
        os.close(descriptor)


def _show(path: Path, old_root: Path) -> None:
    """Makes the old root's ``path`` visible at the same place in the new root."""
    source = old_root / path.relative_to("/")
    if source.is_symlink():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(source.readlink())
    elif source.exists():
        if stat.S_ISDIR(source.stat().st_mode):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        _mount(str(source), path, "", _MS_BIND | _MS_REC)


def enter_view(readable: Iterable[Path], devices: Iterable[Path] = (), hidden: Iterable[Path] = ()) -> int:
    """Leaves the machine's file system, network and IPC: from here on this process sees ``readable`` and the system's libraries.

    A ``hidden`` folder that lies in something readable appears empty but for what is named readable in it.
    The caller becomes unprivileged and must go on to fork: the first child is process 1 of a new PID namespace, and all its
    descendants die with it. Returns a descriptor of /proc, which ``isolate`` needs. Raises SandboxError.

    With ``devices``, which are a GPU's, /proc is there too: a worker may mount its own only over one that it sees.
    """
    wanted = {path.resolve() for path in readable}
    veiled = {path.resolve() for path in hidden} - wanted
    proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    as_root = os.geteuid() == 0
    namespaces = _CLONE_NEWNS | _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS | _CLONE_NEWPID
    ids = (os.geteuid(), os.getegid())
    _call("create namespaces", _libc.unshare(namespaces if as_root else namespaces | _CLONE_NEWUSER))
    if not as_root:
        _map_namespace(proc, *ids)
    _mount("none", Path("/"), "", _MS_REC | _MS_PRIVATE)
    # The new root is a tmpfs over /tmp; once it is the root, the original /tmp is reachable again below the old one.
    _mount("tmpfs", _TEMPORARY, "tmpfs", _MS_NOSUID, "mode=0755,size=16m")
    old_root = Path("/.old")
    (_TEMPORARY / ".old").mkdir()
    os.chdir(_TEMPORARY)
    _call("pivot_root", _libc.syscall(_PIVOT_ROOT[platform.machine()], b".", b".old"))
    os.chdir("/")
    devices = list(devices)
    system = [_PROC, *devices] if devices else []
    for path in (*map(Path, _SYSTEM_PATHS), *map(Path, _DEVICES), *system):
        _show(path, old_root)
    for path in sorted({*wanted, *veiled}, key=lambda path: len(path.parts)):
        if path not in veiled:
            _show(path, old_root)
        elif path.is_dir():
            _mount("tmpfs", path, "tmpfs", _MS_NOSUID, "mode=0755,size=1m")
    for folder in (SCRATCH, Path("/dev/shm")):
        folder.mkdir(parents=True, exist_ok=True)
    if not _TEMPORARY.exists():  # It does where the course itself lies in there.
        _TEMPORARY.symlink_to(SCRATCH)
    _call("leave the old root", _libc.umount2(bytes(old_root), _MNT_DETACH))
    old_root.rmdir()
    _change_mounts(Path("/"), add=_MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID)
    if devices:  # Over a read-only one, a worker's could only be read-only too.
        _change_mounts(_PROC, remove=_MOUNT_ATTR_RDONLY)
    # The zygote's own scratch (libraries want one at import); every worker mounts its own over it.
    _mount("tmpfs", SCRATCH, "tmpfs", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, "mode=1777,size=16m")
    if as_root:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    # The change of identity cleared it; without it a worker could not write its own uid_map.
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    return proc


def isolate(
    proc: int, limits: Limits, keep: Iterable[int], announce: int, run: Callable[[], None], gpu: bool = False
) -> None:
    """Turns this process, a fresh fork of the zygote, into a sandboxed child that calls ``run``; never returns.

    The child is process 1 of its own PID namespace, so whatever it leaves behind dies with it, and it becomes a child of
    the zygote because this process exits at once. It writes its process ids, outermost namespace first, to ``announce``
    and keeps no descriptor but ``keep``. For a ``gpu`` it has a /proc of its own processes, and a filter that lets CUDA
    start.
    """
    ids = (os.geteuid(), os.getegid())
    namespaces = _CLONE_NEWUSER | _CLONE_NEWNS | _CLONE_NEWPID | _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
    _call("create namespaces", _libc.unshare(namespaces))
    _map_namespace(proc, *ids)
    options = f"mode=0700,size={limits.scratch},nr_inodes=4096"
    _mount("tmpfs", SCRATCH, "tmpfs", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, options)
    _mount(str(SCRATCH), Path("/dev/shm"), "", _MS_BIND)
    if os.fork():
        os._exit(0)
    if gpu:
        _mount("proc", _PROC, "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    # In the zygote's process group, kill(0, …) would reach outside this PID namespace.
    os.setsid()
    os.write(announce, b" ".join(_proc_field(proc, "self/status", b"NSpid:")))
    size = int(_proc_file(proc, "self/statm").split()[0]) * resource.getpagesize()
    _close_all_but(keep)
    _limit(limits, size)
    _drop_privileges(gpu)
    os.chdir(SCRATCH)
    run()
    os._exit(0)


def _proc_file(proc: int, name: str) -> bytes:
    descriptor = os.open(name, os.O_RDONLY, dir_fd=proc)
    try:
        return os.read(descriptor, 65536)
    finally:
        os.close(descriptor)


def _proc_field(proc: int, name: str, field: bytes) -> list[bytes]:
    lines = _proc_file(proc, name).splitlines()
    return next(line.split()[1:] for line in lines if line.startswith(field))


def die_with_parent() -> None:
    """Asks the kernel to kill this process when its parent ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def use_small_pages() -> None:
    """New memory of this process comes in small pages: a huge one is zeroed as a whole, however little of it is used."""
    _libc.prctl(_PR_SET_THP_DISABLE, 1, 0, 0, 0)


def probe() -> str | None:
    """Why the sandbox cannot work on this machine, in a sentence; None where it works (it was tried)."""
    if sys.platform != "linux" or not seccomp.supported():
        return f"the sandbox needs Linux on x86_64 or aarch64, and this is {sys.platform} on {platform.machine()}"
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        _try_out(writer)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8", errors="replace") as pipe:
        answer = pipe.read()
    os.waitpid(pid, 0)
    return None if answer == "ok" else (answer or "the trial process died")


def _say_ok(writer: int) -> None:
    os.write(writer, b"ok")


def _try_out(writer: int) -> None:
    try:
        proc = enter_view([])
        init = os.fork()
        if init or os.fork():
            # The namespace lives as long as its first process, which adopts the sandboxed child.
            while True:
                os.wait()
        silent = os.open("/dev/null", os.O_WRONLY)
        isolate(proc, Limits(memory=None), [writer], silent, lambda: _say_ok(writer))
    except ChildProcessError:
        os._exit(0)
    except BaseException as error:
        os.write(writer, str(error).encode())
    finally:
        os._exit(1)


def _close_all_but(keep: Iterable[int]) -> None:
    last = -1
    for descriptor in sorted({*keep, 0, 1, 2}):
        if descriptor > last + 1:  # An empty range would close everything above it.
            os.closerange(last + 1, descriptor)
        last = descriptor
    os.closerange(last + 1, 65536)


def _limit(limits: Limits, size: int) -> None:
    def both(kind: int, value: int) -> None:
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))

    if limits.memory is not None:
        both(resource.RLIMIT_AS, size + limits.memory)
    both(resource.RLIMIT_CPU, limits.cpu_seconds)
    both(resource.RLIMIT_NPROC, limits.processes)
    both(resource.RLIMIT_NOFILE, limits.files)
    both(resource.RLIMIT_FSIZE, limits.file_size)
    both(resource.RLIMIT_CORE, 0)
    # Without SIGXFSZ's default action, a file that grows too large is an OSError the student can read.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _drop_privileges(gpu: bool) -> None:
    _call("no_new_privs", _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call("drop capabilities", _libc.capset(header, (ctypes.c_uint32 * 6)()))
    seccomp.install(gpu)
