"""What sandboxed workers are compared with: submissions run in this very process, warm, unprotected."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import torch

from autograder.grading import runner
from autograder.grading.session import Budget, Source, StudentError
from autograder.worker.pool import Ending
from autograder.worker.server import Server
from autograder.worker.wire import Channel, HandleRef


class ThreadWorkers:
    """Workers that are threads of this process: the wire format stays, fork and sandbox are left out."""

    def start(self, channel: socket.socket, output: int, memory: int) -> ThreadProcess:
        del output, memory
        return ThreadProcess(channel.dup())


class ThreadProcess:
    """A server on a socket, in a thread."""

    def __init__(self, channel: socket.socket) -> None:
        self.host_pid = os.getpid()
        self._thread = threading.Thread(target=self._serve, args=(channel,), daemon=True)
        self._thread.start()

    def end(self) -> Ending:
        self._thread.join()
        return Ending(exit=0)

    def _serve(self, channel: socket.socket) -> None:
        torch.set_num_threads(1)
        with _scratch() as folder, channel:
            Server(Channel(channel), folder, "quick", "cpu").run()


@dataclass
class DirectSession:
    """Stands in for a Session: plain calls in this process; values are handed over without a copy."""

    workers: Any
    source: Source
    seed: int
    handicap: str | None = None
    on_reply: Callable[[str, Any], None] = lambda name, value: None
    budget: Budget = field(default_factory=Budget)
    output: str = ""
    reseed: int | None = None
    _server: Server | None = None
    _cleanup: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool = False) -> Any:
        return self._operate("call", name, args, kwargs, keep)

    def kit(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool = False) -> Any:
        return self._operate("kit", name, args, kwargs, keep)

    def end(self) -> Ending:
        self._cleanup.close()
        self._server = None
        return Ending()

    def _operate(
        self, operation: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool
    ) -> Any:
        server = self._server or self._load()
        resolve = server._resolve
        request = {
            "op": operation, "name": name, "keep": keep, "seed": self.reseed,
            "args": [_each(value, HandleRef, resolve) for value in args],
            "kwargs": {key: _each(value, HandleRef, resolve) for key, value in kwargs.items()},
        }  # fmt: skip
        self.reseed = None
        try:
            value = server._perform(request)
        except Exception as error:
            described = server._describe(error)
            failed = StudentError(described["type"], described["message"], described["trace"], name)
            self.on_reply(name, ("error", failed.names[:1], failed.text))
            raise failed from error
        value = _each(
            value, object, lambda kept: kept if isinstance(kept, HandleRef) else server._refer(kept)
        )
        self.on_reply(name, value)
        return value

    def _load(self) -> Server:
        folder = self._cleanup.enter_context(_scratch())
        # The server never uses its channel here.
        self._server = Server(Channel(socket.socket()), folder, "quick", "cpu")
        source = self.source
        self._server._load(
            {
                "files": source.files, "module": source.module, "overlay": source.overlay,
                "handicap": self.handicap,
            }
        )  # fmt: skip
        return self._server


@contextlib.contextmanager
def direct_sessions() -> Iterator[None]:
    """Makes every Runner in the block call submissions directly, and silently."""
    with mock.patch.object(runner, "Session", DirectSession), silence():
        yield


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Discards what submissions and libraries print here, as a worker's output is not shown either."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


_PLAIN = (type(None), bool, int, float, str, bytes, torch.Tensor)


def _each(value: Any, kind: type, change: Callable[[Any], Any]) -> Any:
    """``value`` with ``change`` applied to all of ``kind`` in it that is not plain data."""
    if type(value) in (list, tuple):
        return type(value)(_each(item, kind, change) for item in value)
    if type(value) is dict:
        return {key: _each(item, kind, change) for key, item in value.items()}
    if isinstance(value, _PLAIN) or type(value).__module__ == "numpy":
        return value
    return change(value) if isinstance(value, kind) else value


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """A folder; what loading a submission leaves in this process is undone at the end."""
    path, modules = list(sys.path), set(sys.modules)
    folder = Path(tempfile.mkdtemp(prefix="tamrin-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
                del sys.modules[name]
