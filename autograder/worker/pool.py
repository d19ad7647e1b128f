"""The grader's end of the zygote: starts it, asks it for workers, and measures and ends them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from autograder.errors import InfrastructureError
from autograder.worker.options import Options
from autograder.worker.sandbox import SCRATCH
from course.kit.paths import data_home

_STARTUP_SECONDS = 300


@dataclass(frozen=True)
class Ending:
    """How a worker's process ended."""

    exit: int | None = None
    signal: int | None = None


class Process(Protocol):
    """A running worker."""

    host_pid: int

    def end(self) -> Ending: ...


class Workers(Protocol):
    """Something that can fork workers: a zygote's connection, or this very process."""

    def start(self, channel: socket.socket, output: int, memory: int) -> Process: ...


class ZygoteProcess:
    """A worker forked by the zygote."""

    def __init__(self, connection: Connection, pid: int, host_pid: int) -> None:
        self._connection = connection
        self._pid = pid
        self.host_pid = host_pid

    def end(self) -> Ending:
        return Ending(**self._connection.ask({"op": "end", "pid": self._pid}))


class Connection:
    """One grading process's line to the zygote."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control

    def start(self, channel: socket.socket, output: int, memory: int) -> ZygoteProcess:
        reply = self.ask({"op": "start", "memory": memory}, [channel.fileno(), output])
        return ZygoteProcess(self, reply["pid"], reply["host_pid"])

    def ask(self, request: dict, descriptors: Sequence[int] = ()) -> dict:
        number = secrets.randbits(48)
        try:
            socket.send_fds(
                self._control, [json.dumps({**request, "id": number}).encode()], list(descriptors)
            )
            reply = json.loads(self._control.recv(4096) or b"{}")
            while reply and reply.pop("id") != number:
                # An answer to a grading process that died while it waited on this line.
                reply = json.loads(self._control.recv(4096) or b"{}")
        except OSError as error:
            raise InfrastructureError(
                f"The worker service has gone ({error}): run the same command again."
            ) from error
        if not reply or "error" in reply:
            raise InfrastructureError(
                f"No worker could be started: {reply.get('error', 'the worker service has gone')}."
            )
        return reply


class WorkerPool:
    """A zygote with ``jobs`` connections; use it as a context manager and enter it before torch is imported here."""

    def __init__(
        self,
        jobs: int,
        sandbox: bool = True,
        root: Path | None = None,
        profile: str = "quick",
        device: str = "cpu",
        reads: Iterable[str] = ("text",),
    ) -> None:
        from autograder.catalogue import REPOSITORY

        self._options = Options(str(root or REPOSITORY), sandbox, profile, device, sorted(reads))
        self._jobs = jobs
        self._ours: list[socket.socket] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False

    def __enter__(self) -> Self:
        pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(self._jobs)]
        self._ours = [ours for ours, _ in pairs]
        theirs = [their for _, their in pairs]
        self._log = tempfile.TemporaryFile()
        command = [sys.executable, "-m", "autograder.worker.zygote", *(str(sock.fileno()) for sock in theirs)]
        environment = {key: value for key, value in os.environ.items() if key in _KEPT_VARIABLES}
        code = Path(__file__).resolve().parent.parent.parent
        self._process = subprocess.Popen(
            [*command, "--", json.dumps(asdict(self._options))],
            pass_fds=[sock.fileno() for sock in theirs],
            env={
                **environment,
                **_SINGLE_THREADED,
                **_HUGE_PAGES,
                "PYTHONPATH": str(code),
                "PYTHONUTF8": "1",
                # A worker has another home.
                "TAMRIN_DATA": str(data_home()),
                **(_NO_HUB if self._options.sandboxed else _hub()),
            },
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
            cwd="/",
        )
        for sock in theirs:
            sock.close()
        return self

    def wait_until_ready(self) -> None:
        """Blocks until workers can be forked; raises InfrastructureError with the zygote's last words."""
        if self._ready:
            return
        for control in self._ours:
            control.settimeout(_STARTUP_SECONDS)
            try:
                message = control.recv(4096)
            except TimeoutError:
                message = b""
            if not message:
                self._log.seek(0)
                words = self._log.read()[-2000:].decode(errors="replace").strip().splitlines()
                raise InfrastructureError(
                    f"The worker service did not start: {words[-1] if words else 'no message'}."
                )
            control.settimeout(None)
        self._ready = True

    @property
    def pid(self) -> int:
        """The process id of the zygote's guardian."""
        assert self._process is not None
        return self._process.pid

    def connection(self, index: int) -> Connection:
        """The line of grading process ``index``; waits for the zygote's start-up."""
        self.wait_until_ready()
        return Connection(self._ours[index])

    def close(self) -> None:
        for control in self._ours:
            control.close()
        if self._process is not None:
            try:
                self._process.wait(1)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
            self._log.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


# Read when NumPy is imported; a thread for each of many cores would use up a worker's processes.
_SINGLE_THREADED = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# A fork copies an entry for each page of memory, and a zygote has 150,000: with glibc's heap in pages of 2 MiB a worker
# starts in three quarters of the time. It asks for small pages again.
_HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
_KEPT_VARIABLES = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "TAMRIN_CHECKPOINTS",
    "CUDA_VISIBLE_DEVICES",
    "VIRTUAL_ENV",
)


# A sandbox has no network, and no cache of the hub but folders below $TAMRIN_CHECKPOINTS.
_NO_HUB = {"HF_HUB_OFFLINE": "1", "HF_HOME": f"{SCRATCH}/hf"}


def _hub() -> dict[str, str]:
    """Where Hugging Face's libraries keep what they downloaded for this user, and whether they may download more."""
    home = os.environ.get("HF_HOME", str(Path("~/.cache/huggingface").expanduser()))
    return {"HF_HUB_OFFLINE": os.environ.get("HF_HUB_OFFLINE", "1"), "HF_HOME": home}


class ForkedProcess:
    """A worker forked from this process, without a sandbox."""

    def __init__(self, pid: int, folder: tempfile.TemporaryDirectory[str]) -> None:
        self.host_pid = pid
        self._folder = folder

    def end(self) -> Ending:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.host_pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(self.host_pid, 0)[1])
        self._folder.cleanup()
        return Ending(signal=-code) if code < 0 else Ending(exit=code)


class ForkingWorkers:
    """Forks workers from this process: a student's own code on the student's own machine (``tamrin check``).

    On a CPU only: what this process has asked of a GPU, its forks cannot ask again.
    """

    def __init__(self, profile: str = "quick") -> None:
        self._profile = profile

    def start(self, channel: socket.socket, output: int, memory: int) -> ForkedProcess:
        del memory  # The grader's own sum is limit enough here.
        ready, announce = os.pipe()
        folder = tempfile.TemporaryDirectory(prefix="tamrin-", ignore_cleanup_errors=True)
        pid = os.fork()
        if pid == 0:
            self._become_worker(channel, output, announce, Path(folder.name))
        os.close(announce)
        with os.fdopen(ready, "rb") as pipe:
            pipe.read()
        return ForkedProcess(pid, folder)

    def _become_worker(self, channel: socket.socket, output: int, announce: int, folder: Path) -> None:
        from autograder.worker import server

        try:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(output, 2)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.close(announce)
            server.serve(channel, self._profile, "cpu", folder)
        finally:
            os._exit(0)
