"""The zygote: imports torch and transformers once inside the sandboxed view, then forks a worker whenever a grader asks.

Run as ``python -m autograder.worker.zygote CONTROL_FD… -- OPTIONS``. It talks JSON over SOCK_SEQPACKET sockets, one for each
grading process, and runs no student code itself; what runs it is a fork that the kernel has taken everything from.

=====================================================  =============================================
request                                                reply
=====================================================  =============================================
``{"op": "start", "memory": bytes}`` + 2 descriptors   ``{"pid": n, "host_pid": n}`` or ``{"error": …}``
``{"op": "end", "pid": n}``                            ``{"exit": code}`` or ``{"signal": number}``
=====================================================  =============================================
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.worker import sandbox, server
from autograder.worker.options import Options

_GRACE_SECONDS = 0.2
_INTERPRETER = ("bin", "lib", "lib64", "pyvenv.cfg")


def visible_paths(options: Options) -> list[Path]:
    """All that a worker may read: interpreter, libraries, kit, checkpoints and training data; no checks, no held-out labels."""
    from course.kit import data, paths

    root = Path(options.root)
    code = Path(__file__).resolve().parent.parent.parent
    visible = [Path(prefix) / name for prefix in (sys.prefix, sys.base_prefix) for name in _INTERPRETER]
    visible += [code / "autograder" / "__init__.py", code / "autograder" / "worker"]
    for base in {root, code}:
        visible += [base / "course" / name for name in ("__init__.py", "kit", "zoo")]
    for name, dataset in data.DATASETS.items():
        sample, prepared = paths.sample_folder(name), paths.prepared_folder(name)
        if "test" in dataset.files:
            visible += [sample / file for split, file in dataset.files.items() if split != "test"]
        else:
            visible.append(sample)
        for split in set(data.SPLITS) - {"test"}:
            visible += [prepared / f"{split}.parquet", prepared / "audio" / split]
    if options.profile == "gpu" and "TAMRIN_CHECKPOINTS" in os.environ:
        visible.append(Path(os.environ["TAMRIN_CHECKPOINTS"]))
    return visible


def hidden_paths(options: Options) -> list[Path]:
    """What would come along where the course is installed among the interpreter's libraries."""
    folders: list[Path] = []
    for base in {Path(options.root), Path(__file__).resolve().parent.parent.parent}:
        folders += [base / name for name in ("autograder", "course", "solutions", "starter")]
        # Hugging Face's library lies in site-packages/datasets.
        if not (base / "datasets" / "__init__.py").exists():
            folders.append(base / "datasets")
    return folders


class Zygote:
    """Forks workers on request and buries them."""

    def __init__(self, controls: list[socket.socket], options: Options, proc: int) -> None:
        self._controls = controls
        self._options = options
        self._proc = proc
        self._statuses: dict[int, int] = {}

    def serve(self) -> None:
        """Answers until the last grader has gone."""
        poller = select.poll()
        open_controls = {control.fileno(): control for control in self._controls}
        for descriptor in open_controls:
            poller.register(descriptor, select.POLLIN)
        while open_controls:
            for descriptor, _ in poller.poll(1000):
                control = open_controls[descriptor]
                if not self._answer(control):
                    poller.unregister(descriptor)
                    del open_controls[descriptor]
            self._bury()

    def _answer(self, control: socket.socket) -> bool:
        message, descriptors, _, _ = socket.recv_fds(control, 4096, 2)
        if not message:
            return False
        request = json.loads(message)
        try:
            reply = (
                self._start(request, descriptors) if request["op"] == "start" else self._end(request["pid"])
            )
        except OSError as error:
            reply = {"error": str(error)}
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        try:
            control.send(json.dumps({**reply, "id": request["id"]}).encode())
        except BrokenPipeError:
            return False
        return True

    def _start(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        channel, output = descriptors
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._become_worker(request, channel, output, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            announced = pipe.read()
        if self._options.sandboxed:
            self._wait_for(pid)
        if not announced or announced.startswith(b"!"):
            return {
                "error": announced[1:].decode(errors="replace") or "the worker could not enter its sandbox"
            }
        pids = [int(part) for part in announced.split()]
        worker = pids[-2] if self._options.sandboxed else pids[-1]
        self._statuses.pop(worker, None)
        return {"pid": worker, "host_pid": pids[0]}

    def _become_worker(self, request: dict[str, Any], channel: int, output: int, announce: int) -> None:
        try:
            os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(output, 2)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            sandbox.use_small_pages()

            def run(folder: Path = sandbox.SCRATCH) -> None:
                server.serve(
                    socket.socket(fileno=channel), self._options.profile, self._options.device, folder
                )

            gpu = self._options.device != "cpu"
            limits = replace(sandbox.Limits(), memory=None if gpu else request["memory"])
            if self._options.sandboxed:
                sandbox.isolate(self._proc, limits, [channel], announce, run, gpu)
            os.setsid()
            os.write(announce, str(os.getpid()).encode())
            os.close(announce)
            run(self._folder(os.getpid()))
        except BaseException as error:
            # Before the announcement the zygote listens there; afterwards the grader reads standard output.
            for descriptor in (announce, 2):
                with contextlib.suppress(OSError):
                    os.write(descriptor, f"!{type(error).__name__}: {error}".encode())
        finally:
            os._exit(1)

    def _end(self, pid: int) -> dict[str, int]:
        status = self._wait_for(pid, time.monotonic() + _GRACE_SECONDS)
        if not self._options.sandboxed:
            shutil.rmtree(self._folder(pid), ignore_errors=True)
        if status is None:
            # A large process tree takes seconds to die, and other graders wait: ``_bury`` collects it.
            self._kill(pid)
            return {"signal": int(signal.SIGKILL)}
        code = os.waitstatus_to_exitcode(status)
        return {"signal": -code} if code < 0 else {"exit": code}

    def _folder(self, pid: int) -> Path:
        """Where a worker without a sandbox keeps its files."""
        return Path(tempfile.gettempdir()) / f"tamrin-{os.getuid()}-{pid}"

    def _kill(self, pid: int) -> None:
        if self._options.sandboxed:
            os.kill(pid, signal.SIGKILL)
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)

    def _wait_for(self, pid: int, deadline: float | None = None) -> int | None:
        while pid not in self._statuses:
            try:
                done, status = os.waitpid(pid, 0 if deadline is None else os.WNOHANG)
            except ChildProcessError:
                return None
            if done:
                self._statuses[done] = status
            elif deadline is not None and time.monotonic() > deadline:
                return None
            else:
                time.sleep(0.002)
        return self._statuses.pop(pid)

    def _bury(self) -> None:
        """Collects workers that ended unasked; their status waits for the grader's question."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            self._statuses[pid] = status


def main() -> None:
    """Entry point of the subprocess."""
    split = sys.argv.index("--")
    controls = [socket.socket(fileno=int(number)) for number in sys.argv[1:split]]
    options = Options(**json.loads(sys.argv[split + 1]))
    sandbox.die_with_parent()
    proc = -1
    if options.sandboxed:
        devices = sorted(Path("/dev").glob("nvidia*")) if options.device.startswith("cuda") else []
        proc = sandbox.enter_view(visible_paths(options), devices, hidden_paths(options))
        sandbox.die_with_parent()  # The change of identity cleared it.
        init = os.fork()
        if init:
            _, status = os.waitpid(init, 0)
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
        sandbox.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server.preload(options.reads)
    gc.collect()
    gc.freeze()
    for control in controls:
        control.send(b'{"ready": true}')
    Zygote(controls, options, proc).serve()


if __name__ == "__main__":
    main()
