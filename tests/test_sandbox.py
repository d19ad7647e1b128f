"""Every limit of the sandbox is hit by code in a real worker, as root and as an ordinary user."""

from __future__ import annotations

import errno
import json
import mmap
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.session import Session, Source, SubmissionFault
from autograder.worker import sandbox
from autograder.worker.pool import WorkerPool

REPOSITORY = Path(__file__).resolve().parent.parent
LIMITS = sandbox.Limits()
ORDINARY_USER = 54321
MEGABYTE = 2**20

pytestmark = pytest.mark.skipif(sandbox.probe() is not None, reason="this machine cannot sandbox")


@pytest.fixture(scope="module")
def data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose name marks the environment of every process of the pool."""
    folder = tmp_path_factory.mktemp(f"data-{os.getpid()}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAMRIN_DATA", str(folder))
        patch.setenv("TAMRIN_SECRET", "not for workers")
        yield folder


@pytest.fixture(scope="module")
def pool(data_home: Path) -> Iterator[WorkerPool]:
    with WorkerPool(2) as pool:
        pool.wait_until_ready()
        yield pool


@contextmanager
def session(
    pool: WorkerPool, body: str, seconds: float = 20, memory: int = 256, line: int = 0
) -> Iterator[Session]:
    """A session with a worker that has ``body`` as its function ``f``."""
    source = (
        f"import ctypes, errno, os, resource, signal, socket, sys, threading, time\n{textwrap.dedent(body)}"
    )
    opened = Session(pool.connection(line), Source({"q.py": source.encode()}, "q"), seed=1)
    opened.budget.seconds, opened.budget.memory = seconds, memory * MEGABYTE
    opened.budget.start()
    try:
        yield opened
    finally:
        opened.end()


def answer(pool: WorkerPool, body: str, **limits: Any) -> Any:
    with session(pool, body, **limits) as opened:
        return opened.call("f", (), {})


def fault(pool: WorkerPool, body: str, **limits: Any) -> SubmissionFault:
    with session(pool, body, **limits) as opened, pytest.raises(SubmissionFault) as caught:
        opened.call("f", (), {})
    return caught.value


def marked_processes(marker: str) -> set[int]:
    """Processes whose environment names ``marker``: the zygote and all that it ever started."""
    found = set()
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and marker.encode() in (folder / "environ").read_bytes():
                found.add(int(folder.name))
    return found - {os.getpid()}


def eventually(holds: Callable[[], bool]) -> bool:
    """Waits for what the kernel does in its own time; 30 s are far more than it needs."""
    deadline = time.monotonic() + 30
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize(
    "body",
    [
        "def f():\n    kept = []\n    while True: kept.append(b'x' * 2**20)",
        "import torch\ndef f(): return torch.ones(2**38)",
        "import numpy\ndef f(): return numpy.ones(2**38)",
        """
        def f():
            for _ in range(6):
                if not os.fork():
                    block = bytearray(os.urandom(2**20)) * 80
                    time.sleep(60)
            time.sleep(60)
        """,
    ],
    ids=["objects", "tensor", "array", "children"],
)
def test_memory(pool: WorkerPool, body: str) -> None:
    assert fault(pool, body).status == "memory"


def test_no_memory_can_be_hidden(pool: WorkerPool) -> None:
    """Shared anonymous pages stay while no process maps them, so they are refused, not counted."""
    body = """
    import mmap
    def f():
        numbers = []
        for flags in (mmap.MAP_SHARED, 3):
            try: mmap.mmap(-1, 4096, flags | mmap.MAP_ANONYMOUS)
            except OSError as error: numbers.append(error.errno)
        private = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        return [numbers, len(private), os.path.exists("/dev/zero")]
    """
    assert answer(pool, body) == [[errno.EPERM] * 2, 4096, False]


def test_a_later_check_may_use_more_memory(pool: WorkerPool) -> None:
    body = "def f(): return len(b'x' * 400 * 2**20)"
    with session(pool, body) as opened:
        with pytest.raises(SubmissionFault):
            opened.call("f", (), {})
        opened.budget.memory = 800 * MEGABYTE
        assert opened.call("f", (), {}) == 400 * MEGABYTE


@pytest.mark.parametrize(
    "body",
    [
        "def f(): time.sleep(60)",
        "def f():\n    while True: pass",
        "def f():\n    for n in range(1, 65):\n        try: signal.signal(n, signal.SIG_IGN)\n"
        "        except (OSError, ValueError): pass\n    return 7 ** (7 ** 12)",
        "time.sleep(60)",
    ],
    ids=["sleeping", "computing", "deaf", "on import"],
)
def test_wall_time(pool: WorkerPool, body: str) -> None:
    assert fault(pool, body, seconds=0.5).status == "timeout"


def test_processor_time_is_limited_by_the_kernel_too(pool: WorkerPool) -> None:
    assert (
        answer(pool, "def f(): return list(resource.getrlimit(resource.RLIMIT_CPU))")
        == [LIMITS.cpu_seconds] * 2
    )


def test_processes(pool: WorkerPool) -> None:
    body = """
    def f():
        for count in range(1000):
            try:
                if not os.fork(): time.sleep(60)
            except OSError as error:
                return [count, error.errno]
    """
    count, number = answer(pool, body, memory=1024)
    assert (number, count < LIMITS.processes) == (errno.EAGAIN, True)
    assert count > 4, "an honest data loader starts a few processes"


def test_threads_count_as_processes(pool: WorkerPool) -> None:
    body = """
    threading.stack_size(2**16)
    def f():
        count = 0
        try:
            while count < 1000:
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                count += 1
        except RuntimeError:
            return count
    """
    assert 2 <= answer(pool, body, memory=2048) < LIMITS.processes


def test_file_size(pool: WorkerPool) -> None:
    body = """
    def f():
        with open("large", "wb", buffering=0) as file:
            try:
                while True: file.write(bytes(2**20))
            except OSError as error:
                return [os.path.getsize("large"), error.errno]
    """
    assert answer(pool, body) == [LIMITS.file_size, errno.EFBIG]


@pytest.mark.parametrize("folder", ["/scratch", "/dev/shm"])
def test_scratch_quota(pool: WorkerPool, folder: str) -> None:
    body = f"""
    def f():
        total = 0
        try:
            for number in range(100):
                with open(f"{folder}/{{number}}", "wb", buffering=0) as file:
                    for _ in range(32): total += file.write(bytes(2**20))
        except OSError as error:
            return [total, error.errno]
    """
    total, number = answer(pool, body)
    assert number == errno.ENOSPC
    assert total <= LIMITS.scratch


def test_number_of_files(pool: WorkerPool) -> None:
    body = """
    def f():
        for number in range(10**6):
            try: open(f"/scratch/{number}", "wb").close()
            except OSError as error: return [number, error.errno]
    """
    count, number = answer(pool, body)
    assert (number, count <= 4096) == (errno.ENOSPC, True)


def test_open_files(pool: WorkerPool) -> None:
    body = """
    def f():
        kept = []
        try:
            while True: kept.append(os.open("/dev/null", os.O_RDONLY))
        except OSError as error:
            return [len(kept), error.errno]
    """
    count, number = answer(pool, body)
    assert (number, count < LIMITS.files) == (errno.EMFILE, True)


def test_limits_cannot_be_raised(pool: WorkerPool) -> None:
    body = """
    def f():
        raised = []
        for kind in range(resource.RLIMIT_CPU, resource.RLIMIT_AS + 1):
            hard = resource.getrlimit(kind)[1]
            if hard == resource.RLIM_INFINITY: continue
            try: resource.setrlimit(kind, (hard + 1, hard + 1))
            except (OSError, ValueError): continue
            raised.append(kind)
        return raised
    """
    assert answer(pool, body) == []


@pytest.mark.parametrize("descriptor", [1, 2])
def test_output(pool: WorkerPool, descriptor: int) -> None:
    body = f"def f():\n    while True: os.write({descriptor}, b'x' * 65536)"
    assert fault(pool, body).status == "killed"


def test_no_socket_of_any_kind(pool: WorkerPool) -> None:
    body = """
    def f():
        numbers = set()
        for family in range(0, 46):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
                try: socket.socket(family, kind)
                except OSError as error: numbers.add(error.errno)
                else: return f"a socket of family {family}"
        try: socket.socketpair()
        except OSError as error: numbers.add(error.errno)
        else: return "a pair of sockets"
        return sorted(numbers)
    """
    assert answer(pool, body) == [errno.EPERM]


def test_nothing_secret_can_be_read(pool: WorkerPool, data_home: Path) -> None:
    (data_home / "secret").write_text("x", encoding="utf-8")
    secrets = [
        "autograder/checks", "autograder/grading", "autograder/mistakes", "autograder/catalogue.py",
        "solutions", "starter", "tests", "course/recipes", "course/a12_layers",
        "datasets/farstail/Test-word.csv", ".git", "pyproject.toml", str(data_home / "secret"),
        "/etc/passwd", "/etc/shadow", "/proc/self",
        "/proc/1", "/sys/kernel", "/var", "/run", "/opt", "/home", "/dev/tty", "/dev/ptmx", "/dev/kvm",
    ]  # fmt: skip
    (data_home / "farstail").mkdir()
    paths = [str(REPOSITORY / path) for path in secrets]
    body = f"def f(): return [path for path in {paths!r} if os.path.lexists(path)]"
    assert answer(pool, body) == []
    expected = {"autograder": ["__init__.py", "worker"], "course": ["__init__.py", "kit", "zoo"]}
    for folder, names in expected.items():
        assert answer(pool, f"def f(): return sorted(os.listdir({str(REPOSITORY / folder)!r}))") == names


def test_only_the_scratch_can_be_written(pool: WorkerPool) -> None:
    body = """
    def f():
        writable = set()
        for folder, folders, _ in os.walk("/"):
            folders[:] = [] if folder.count("/") > 4 else folders
            try: os.close(os.open(os.path.join(folder, "new"), os.O_CREAT | os.O_WRONLY))
            except OSError: continue
            writable.add(folder)
        for device in os.listdir("/dev"):
            try: os.unlink("/dev/" + device)
            except OSError: continue
            writable.add(device)
        return sorted(writable)
    """
    assert answer(pool, body) == ["/dev/shm", "/dev/shm/work", "/scratch", "/scratch/work"]


def test_nothing_written_can_be_executed(pool: WorkerPool) -> None:
    body = """
    def f():
        with open("/scratch/run", "wb") as file, open("/bin/true", "rb") as program: file.write(program.read())
        os.chmod("/scratch/run", 0o755)
        try: os.execv("/scratch/run", ["run"])
        except OSError as error: return error.errno
    """
    assert answer(pool, body) == errno.EACCES


def test_each_worker_has_its_own_scratch(pool: WorkerPool) -> None:
    with session(
        pool, "def f(): open('/scratch/mine', 'w').close(); return sorted(os.listdir('/scratch'))"
    ) as one:
        assert one.call("f", (), {}) == ["mine", "work"]
        assert answer(pool, "def f(): return os.listdir('/scratch')", line=1) == ["work"]


def test_signals_reach_nobody_else(pool: WorkerPool) -> None:
    body = """
    def f():
        for pid in (os.getppid(), 0, -1, *range(2, 5000)):
            for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
                try: os.kill(pid, number)
                except OSError: pass
        for group in (0, *range(2, 5000)):
            try: os.killpg(group, signal.SIGKILL)
            except OSError: pass
        return "sent"
    """
    bystander = "def f():\n    if not os.path.exists('child'):\n        open('child', 'w').close()\n"
    bystander += "        global pid\n        pid = os.fork()\n        if not pid: time.sleep(60)\n"
    bystander += "    return [pid, os.waitpid(pid, os.WNOHANG)[0]]"
    guardian = pool.pid
    with session(pool, bystander) as other:
        child, _ = other.call("f", (), {})
        assert answer(pool, body, line=1) == "sent"
        assert other.call("f", (), {}) == [child, 0], "a sibling's child was killed"
    os.kill(guardian, 0)
    assert "Z" not in Path(f"/proc/{guardian}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    assert answer(pool, "def f(): return 'alive'") == "alive"


def test_a_worker_knows_no_other_process(pool: WorkerPool) -> None:
    body = "def f(): return [os.getpid(), os.getppid(), os.getpgrp(), os.getsid(0)]"
    assert answer(pool, body) == [1, 0, 1, 1]


def test_no_privileges(pool: WorkerPool) -> None:
    body = """
    def f():
        libc = ctypes.CDLL(None)
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        capabilities = (ctypes.c_uint32 * 6)()
        libc.capget(header, capabilities)
        modes = [libc.prctl(39, 0, 0, 0, 0), libc.prctl(21, 0, 0, 0, 0)]
        return [list(capabilities), modes, os.getgroups(), list(os.getresuid())]
    """
    capabilities, modes, groups, users = answer(pool, body)
    assert capabilities == [0] * 6
    assert modes == [1, 2], "no new privileges, and a filter of system calls"
    assert 0 not in users
    assert 0 not in groups


SYSTEM_CALLS = {
    "unshare": "libc.unshare(0x10000000)",
    "clone into a namespace": "libc.syscall(56 if x86 else 220, 0x10000000 | 17, 0, 0, 0, 0)",
    "setns": "libc.setns(0, 0)",
    "mount": "libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)",
    "umount": "libc.umount2(b'/tmp', 2)",
    "chroot": "libc.chroot(b'/tmp')",
    "ptrace": "libc.ptrace(0, 0, None, None)",
    "process_vm_readv": "libc.process_vm_readv(1, None, 0, None, 0, 0)",
    "vmsplice": "libc.vmsplice(0, None, 0, 0)",
    "memfd_create": "libc.memfd_create(b'x', 0)",
    "shmget": "libc.shmget(0, 4096, 0o1600)",
    "msgget": "libc.msgget(0, 0o1600)",
    "semget": "libc.semget(0, 1, 0o1600)",
    "setsid": "libc.setsid()",
    "keyctl": "libc.syscall(250 if x86 else 219, 0, -3, 1)",
    "bpf": "libc.syscall(321 if x86 else 280, 0, None, 0)",
    "perf_event_open": "libc.syscall(298 if x86 else 241, None, 0, 0, -1, 0)",
    "userfaultfd": "libc.syscall(323 if x86 else 282, 0)",
    "io_uring_setup": "libc.syscall(425, 8, None)",
    "pidfd_getfd": "libc.syscall(438, 0, 0, 0)",
    "open_by_handle_at": "libc.syscall(304 if x86 else 265, 0, None, 0)",
    "setuid": "libc.setuid(0)",
    "setgid": "libc.setgid(0)",
}


@pytest.mark.parametrize("call", SYSTEM_CALLS.values(), ids=SYSTEM_CALLS.keys())
def test_system_calls_that_are_refused(pool: WorkerPool, call: str) -> None:
    body = f"""
    import platform
    def f():
        libc, x86 = ctypes.CDLL(None, use_errno=True), platform.machine() == "x86_64"
        result = {call}
        return [result, ctypes.get_errno()]
    """
    result, number = answer(pool, body)
    assert (result, number in (errno.EPERM, errno.EINVAL if "id(0)" in call else errno.EPERM)) == (-1, True)


def test_the_environment_says_nothing(pool: WorkerPool, data_home: Path) -> None:
    environment, arguments = answer(pool, "def f(): return [dict(os.environ), sys.argv]")
    assert not [
        name for name in environment if "SECRET" in name or "SEED" in name or "TOKEN" in name.split("_")
    ]
    assert environment["HOME"] == environment["TMPDIR"] == "/scratch"
    assert set(json.loads(arguments[-1])) == {"root", "sandboxed", "profile", "device", "reads"}


def test_only_the_channel_and_standard_streams_are_open(pool: WorkerPool) -> None:
    body = """
    def f():
        found = []
        for number in range(1024):
            try: os.fstat(number)
            except OSError: continue
            found.append(number)
        return found
    """
    assert len(answer(pool, body)) == 4


def test_the_whole_tree_ends_with_the_worker(pool: WorkerPool, data_home: Path) -> None:
    body = """
    def f():
        for _ in range(3):
            if not os.fork():
                os.setpgid(0, 0)
                if not os.fork():
                    signal.signal(signal.SIGTERM, signal.SIG_IGN)
                    while True: time.sleep(1)
                os._exit(0)
            os.wait()
        return "left"
    """
    before = marked_processes(data_home.name)
    with session(pool, body) as opened:
        assert opened.call("f", (), {}) == "left"
        assert len(marked_processes(data_home.name)) >= len(before) + 4
    assert eventually(lambda: marked_processes(data_home.name) <= before)


def test_closing_the_pool_ends_everything(data_home: Path) -> None:
    before = marked_processes(data_home.name)
    with WorkerPool(1) as pool:
        opened = Session(
            pool.connection(0), Source({"q.py": b"import time\ndef f(): time.sleep(60)"}, "q"), seed=1
        )
        opened.budget.seconds = 0.3
        opened.budget.start()
        with pytest.raises(SubmissionFault):
            opened.call("f", (), {})
        os.kill(pool.pid, signal.SIGKILL)
    assert eventually(lambda: marked_processes(data_home.name) <= before)


def test_a_hidden_folder_shows_only_what_is_named_in_it(tmp_path: Path) -> None:
    """The course among an interpreter's libraries: the checks must not come along."""
    for name in ("site/other/lib.py", "site/autograder/checks/secret.py", "site/autograder/worker/wire.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    site = tmp_path / "site"
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            sandbox.enter_view(
                [site, site / "autograder" / "worker"], hidden=[site / "autograder", site / "absent"]
            )
            names = sorted(str(path.relative_to(site)) for path in site.rglob("*.py"))
            os.write(writer, json.dumps(names).encode())
        except BaseException as error:
            os.write(writer, json.dumps(repr(error)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        assert json.load(pipe) == ["autograder/worker/wire.py", "other/lib.py"]
    os.waitpid(pid, 0)


def covered_proc() -> list[str]:
    """What lies over parts of /proc, as in many containers; a kernel then lets nobody but root mount another one."""
    points = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines()]
    return [point for point in points if point.startswith("/proc/") and point != "/proc/sys/fs/binfmt_misc"]


@pytest.mark.skipif(bool(covered_proc()), reason="parts of this machine's /proc are covered")
def test_a_worker_for_a_gpu_sees_its_own_processes_and_no_network() -> None:
    """What CUDA needs to start, and no more; the filter and the mounts are the same without a GPU."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        silent = os.open("/dev/null", os.O_WRONLY)

        def look() -> None:
            Path("/proc/self/comm").write_bytes(b"renamed")
            mmap.mmap(-1, 4096, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS).close()
            socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET).close()
            refused = []
            for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_VSOCK):
                try:
                    socket.socket(family, socket.SOCK_DGRAM)
                except PermissionError:
                    refused.append(int(family))
            for path in ("/proc/sys/kernel/core_pattern", "/proc/self/oom_score_adj", "/dev/null/x"):
                try:
                    Path(path).write_bytes(b"-1")
                except OSError:
                    refused.append(path)
            processes = [name for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208
            os.write(writer, json.dumps({"processes": processes, "refused": refused}).encode())

        try:
            proc = sandbox.enter_view([], [Path("/dev/null")])
            if os.fork() or os.fork():
                while True:
                    os.wait()
            sandbox.isolate(proc, sandbox.Limits(memory=None), [writer], silent, look, gpu=True)
        except ChildProcessError:
            os._exit(0)
        except BaseException as error:
            os.write(writer, json.dumps(repr(error)).encode())
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        assert json.load(pipe) == {
            "processes": ["1"],
            "refused": [
                2,
                10,
                16,
                40,
                "/proc/sys/kernel/core_pattern",
                "/proc/self/oom_score_adj",
                "/dev/null/x",
            ],
        }
    os.waitpid(pid, 0)


# The interpreter may lie in root's own folder: in a mount namespace of its own, others may enter it.
AS_ORDINARY_USER = """
set -e
top="/$(echo "$1" | cut -d/ -f2)"
if [ "$top" = /root ]; then
    mount --bind "$1" /mnt
    mount -t tmpfs -o mode=755 tmpfs "$top"
    mkdir -p "$1"
    mount --move /mnt "$1"
fi
shift
exec "$@"
"""
BECOME = f"""
import os, sys
os.setgroups([])
os.setresgid({ORDINARY_USER}, {ORDINARY_USER}, {ORDINARY_USER})
os.setresuid({ORDINARY_USER}, {ORDINARY_USER}, {ORDINARY_USER})
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.training
@pytest.mark.skipif(os.geteuid() != 0, reason="these tests run as an ordinary user already")
@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs util-linux")
def test_all_of_this_holds_for_an_ordinary_user(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, ORDINARY_USER, ORDINARY_USER)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o001 == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    become = [sys.executable, "-c", BECOME, sys.executable]
    command = ["unshare", "-m", "sh", "-c", AS_ORDINARY_USER, "sh", sys.base_prefix, *become]
    environment = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    trial = subprocess.run(
        [*command, "-c", "import torch"], env=environment, capture_output=True, check=False
    )
    if trial.returncode != 0:
        pytest.skip(
            f"an ordinary user cannot run this interpreter: {trial.stderr[-200:].decode(errors='replace')}"
        )
    arguments = [
        "-m",
        "pytest",
        "-q",
        "-x",
        "-m",
        "not training",
        str(Path(__file__)),
        f"--basetemp={home / 'pytest'}",
    ]
    run = subprocess.run(
        [*command, *arguments], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert " passed" in run.stdout
