"""A conversation with one worker: sends calls, enforces limits, and says how a submission broke off when it did."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import InfrastructureError
from autograder.records import Status, Text
from autograder.worker.pool import Ending, Process, Workers
from autograder.worker.wire import Channel, Closed, Encoder, Malformed, OutOfTime, decode

_POLL_SECONDS = 0.2
_OUTPUT_TAIL = 4000
_OUTPUT_CAP = 8 * 2**20
_HELLO_SECONDS = 30.0
_UNREADABLE = ("SyntaxError", "IndentationError", "TabError", "UnicodeDecodeError")


class SubmissionFault(Exception):
    """The submission, not the grader, is why a check cannot go on."""

    def __init__(self, status: Status, message: Text, evidence: str = "") -> None:
        super().__init__(message.en)
        self.status = status
        self.message = message
        self.evidence = evidence


class StudentError(SubmissionFault):
    """The student's code raised an exception; ``names`` are its class and that class's bases."""

    def __init__(self, names: list[str], text: str, trace: str, function: str) -> None:
        name = names[0] if names else "Exception"
        self.names = names
        self.text = text
        # A stub names its function; PyTorch, which raises the same for what a dtype cannot do, says a sentence.
        unfinished = name == "NotImplementedError" and " " not in text
        en = f"{function} is not written yet." if unfinished else f"{function} raised {name}: {text[:300]}"
        fa = f"{function} هنوز نوشته نشده است." if unfinished else f"{function} خطای {name} داد: {text[:300]}"
        no_memory = {"MemoryError", "OutOfMemoryError"} & set(names) or "DefaultCPUAllocator" in text
        status = Status.MEMORY if no_memory else Status.ERROR
        super().__init__(status, Text(en, fa), trace)


@dataclass(frozen=True)
class Source:
    """What a worker loads: the submission's files, the question's module and, over it, an optional overlay."""

    files: dict[str, bytes]
    module: str
    overlay: bytes | None = None


@dataclass
class Budget:
    """Wall time and memory of the running check; ``memory`` is growth in bytes over the zygote."""

    seconds: float = 10.0
    memory: int = 1024 * 2**20
    deadline: float = field(default=0.0)

    def start(self) -> None:
        self.deadline = time.monotonic() + self.seconds


class Session:
    """One worker with one submission's question loaded; starts it on first use and again after it was ended."""

    def __init__(
        self, workers: Workers, source: Source, seed: int, handicap: str | None = None,
        on_reply: Callable[[str, Any], None] = lambda name, value: None,
    ) -> None:  # fmt: skip
        self.budget = Budget()
        self._workers = workers
        self._source = source
        self._seed = seed
        self._handicap = handicap
        self._on_reply = on_reply
        self._encoder = Encoder()
        self._process: Process | None = None
        self._channel: Channel | None = None
        self._output_fd = -1
        self._output = b""
        self._output_bytes = 0
        self._requests = 0
        self._memory_at_birth = 0
        self._memory_granted = 0
        self._load_fault: SubmissionFault | None = None
        self.reseed: int | None = None

    @property
    def output(self) -> str:
        """The end of what the student's code printed."""
        self._read_output()
        return self._output.decode(errors="replace")

    def forget_output(self) -> None:
        """Starts ``output`` afresh, so that a check shows nothing that was printed in another."""
        self._read_output()
        self._output = b""

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool = False) -> Any:
        """Calls a function of the student's module; raises SubmissionFault. ``keep`` leaves the result in the worker."""
        return self._operate("call", name, args, kwargs, keep)

    def kit(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool = False) -> Any:
        """Calls a course-owned helper beside the student's code; raises SubmissionFault."""
        return self._operate("kit", name, args, kwargs, keep)

    def end(self) -> Ending:
        """Ends the worker and everything it started."""
        process, self._process = self._process, None
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        ending = process.end() if process is not None else Ending()
        if self._output_fd >= 0:
            self._read_output()
            os.close(self._output_fd)
            self._output_fd = -1
        return ending

    def _operate(
        self, operation: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool
    ) -> Any:
        module = f"{self._source.module}.py"
        if module not in self._source.files:
            raise SubmissionFault(Status.INVALID, Text(f"{module} is missing.", f"فایل {module} نیست."))
        if self._load_fault is not None:
            raise self._load_fault
        if self.budget.memory > self._memory_granted:
            self.end()  # The kernel's limit was set at birth for a check that needed less.
        if self._process is None:
            asked = time.monotonic()
            self._begin()
            # Waiting for a process is not the student's time: another worker's end may keep the zygote busy.
            self.budget.deadline += time.monotonic() - asked
            try:
                self._load()
            except SubmissionFault as fault:
                # A module that cannot be loaded is the same for every check: it is not tried again.
                self._load_fault = fault
                self.end()
                raise
        request = {
            "op": operation,
            "name": name,
            "args": list(args),
            "kwargs": kwargs,
            "keep": keep,
            "seed": self.reseed,
        }
        self.reseed = None
        try:
            reply = self._exchange(request, name)
        except SubmissionFault as fault:
            self._on_reply(name, ("fault", fault.status.value))
            raise
        try:
            value = self._open(reply, name, on_kit=operation == "kit")
        except StudentError as error:
            self._on_reply(name, ("error", error.names[:1], error.text))
            raise
        self._on_reply(name, value)
        return value

    def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        self._output_fd, output = os.pipe()
        os.set_blocking(self._output_fd, False)
        try:
            self._process = self._workers.start(theirs, output, self.budget.memory)
            self._memory_granted = self.budget.memory
        finally:
            theirs.close()
            os.close(output)
        self._channel = Channel(ours)
        try:
            decode(self._channel.receive(time.monotonic() + _HELLO_SECONDS))
        except (Closed, OutOfTime) as error:
            words = self.output.strip().splitlines()
            raise InfrastructureError(
                f"A worker did not come up: {words[-1] if words else error!r}."
            ) from error
        self._memory_at_birth = memory_of(self._process.host_pid)
        self._output_bytes = 0

    def _load(self) -> None:
        module = f"{self._source.module}.py"
        request = {
            "op": "load", "files": self._source.files, "module": self._source.module,
            "overlay": self._source.overlay, "seed": self._seed, "handicap": self._handicap,
        }  # fmt: skip
        reply = self._exchange(request, module)
        error = reply.get("error")
        if isinstance(error, dict) and _names(error)[0] in _UNREADABLE:
            line = error.get("line")
            where = f"{module}, line {line}" if type(line) is int else module
            where_fa = f"{module}، سطر {line}" if type(line) is int else module
            text = _string(error, "message").removesuffix(f" ({module}, line {line})")[:300]
            raise SubmissionFault(
                Status.INVALID,
                Text(f"{where} cannot be read as Python: {text}", f"{where_fa} پایتونِ درستی نیست: {text}"),
                _string(error, "trace"),
            )
        self._open(reply, f"importing {module}", on_kit=False)

    def _exchange(self, request: dict[str, Any], name: str) -> dict[str, Any]:
        assert self._channel is not None
        self._requests += 1
        try:
            # Bytes before the question are an answer nobody asked for.
            if self._channel.has_leftovers():
                raise Malformed("a reply came before its request")
            self._channel.send(self._encoder.encode({"id": self._requests, **request}), self.budget.deadline)
            reply = decode(self._receive())
            if (
                not isinstance(reply, dict)
                or type(reply.get("id")) is not int
                or reply["id"] != self._requests
            ):
                raise Malformed("a reply does not belong to its request")
            return reply
        except OutOfTime:
            self.end()
            own = request["op"] != "kit"  # the course's helpers only take long on a busy machine, or to train
            doubt = Text(" (a loop without an end?)", " (حلقه‌ای بی‌پایان؟)") if own else Text("", "")
            raise SubmissionFault(
                Status.TIMEOUT,
                Text(
                    f"{name} did not finish within {self.budget.seconds:g} s{doubt.en}.",
                    f"{name} در {self.budget.seconds:g} ثانیه تمام نشد{doubt.fa}.",
                ),
            ) from None
        except Malformed as error:
            self.end()
            raise SubmissionFault(
                Status.INVALID,
                Text(
                    f"What came back from {name} is not a valid reply ({error}).",
                    f"آنچه از {name} برگشت پاسخ معتبری نیست ({error}).",
                ),
            ) from None
        except Closed:
            ending = self.end()
            raise SubmissionFault(Status.KILLED, _how_it_ended(name, ending)) from None

    def _receive(self) -> bytes:
        """Waits for the reply; meanwhile drains what the code prints, so that printing never blocks it."""
        assert self._channel is not None
        poller = select.poll()
        poller.register(self._channel, select.POLLIN)
        poller.register(self._output_fd, select.POLLIN)
        last_look = time.monotonic()
        while time.monotonic() < self.budget.deadline:
            for descriptor, event in poller.poll(_POLL_SECONDS * 1000):
                if descriptor == self._output_fd and not event & select.POLLIN:
                    poller.unregister(descriptor)  # The code closed its standard output.
                elif descriptor == self._output_fd:
                    self._read_output()
                else:
                    try:
                        return self._channel.receive(time.monotonic() + _POLL_SECONDS)
                    except OutOfTime:
                        continue
            if time.monotonic() - last_look >= _POLL_SECONDS:
                last_look = time.monotonic()
                self._watch()
        raise OutOfTime

    def _watch(self) -> None:
        assert self._process is not None
        if self._output_bytes > _OUTPUT_CAP:
            self.end()
            megabytes = _OUTPUT_CAP // 2**20
            raise SubmissionFault(
                Status.KILLED,
                Text(
                    f"The code printed more than {megabytes} MB.", f"کد بیش از {megabytes} مگابایت چاپ کرد."
                ),
            )
        if memory_of(self._process.host_pid) - self._memory_at_birth > self.budget.memory:
            self.end()
            megabytes = self.budget.memory // 2**20
            raise SubmissionFault(
                Status.MEMORY,
                Text(
                    f"The code used more than {megabytes} MB of memory.",
                    f"کد بیش از {megabytes} مگابایت حافظه گرفت.",
                ),
            )

    def _read_output(self) -> None:
        while self._output_fd >= 0:
            try:
                chunk = os.read(self._output_fd, 65536)
            except BlockingIOError:
                return
            if not chunk:
                return
            self._output_bytes += len(chunk)
            self._output = (self._output + chunk)[-_OUTPUT_TAIL:]
            if self._output_bytes > _OUTPUT_CAP:
                return

    def _open(self, reply: dict[str, Any], name: str, on_kit: bool) -> Any:
        if "value" in reply:
            return reply["value"]
        if "missing" in reply:
            raise SubmissionFault(
                Status.INVALID,
                Text(
                    f"{self._source.module}.py has no function {name}.",
                    f"در {self._source.module}.py تابعی به نام {name} نیست.",
                ),
            )
        if "unsendable" in reply:
            reason = _string(reply, "unsendable")[:300]
            raise SubmissionFault(
                Status.FAILED,
                Text(
                    f"{name} returned something unusable: {reason}.", f"خروجی {name} به کار نمی‌آید: {reason}."
                ),
            )
        error = reply.get("error")
        if not isinstance(error, dict):
            self.end()
            raise SubmissionFault(
                Status.INVALID, Text(f"{name} gave no valid reply.", f"{name} پاسخ معتبری نداد.")
            )
        if on_kit and "MissingResource" in _names(error):
            raise RuntimeError(_string(error, "message"))
        raise StudentError(_names(error), _string(error, "message"), _string(error, "trace"), name)


def _string(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value[:4000] if isinstance(value, str) else ""


def _names(error: dict[str, Any]) -> list[str]:
    names = error.get("type")
    return [str(name)[:200] for name in names[:32]] if isinstance(names, list) and names else ["Exception"]


def _how_it_ended(name: str, ending: Ending) -> Text:
    if ending.signal is not None:
        try:
            how = signal.Signals(ending.signal).name
        except ValueError:
            how = f"signal {ending.signal}"
        return Text(f"{name} ended the process: {how}.", f"{name} پردازه را پایان داد: {how}.")
    return Text(
        f"{name} ended the process (exit code {ending.exit}) instead of returning.",
        f"{name} به‌جای برگرداندن مقدار، پردازه را پایان داد (کد خروج {ending.exit}).",
    )


def memory_of(pid: int) -> int:
    """Bytes of anonymous and shared memory of a worker and its descendants."""
    family = [pid]
    for member in family:
        with suppress(OSError, ValueError):
            for task in Path(f"/proc/{member}/task").iterdir():
                family += [int(child) for child in (task / "children").read_bytes().split()]
    # A family shares most of its pages: each counts with its share of them.
    table, fields = (
        ("status", (b"RssAnon:", b"RssShmem:"))
        if family == [pid]
        else ("smaps_rollup", (b"Pss_Anon:", b"Pss_Shmem:"))
    )
    total = 0
    for member in family:
        with suppress(OSError, ValueError):
            lines = Path(f"/proc/{member}/{table}").read_bytes().splitlines()
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(fields))
    return total
