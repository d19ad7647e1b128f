"""The worker's loop: takes in a submission, runs the functions the grader asks for and sends back data.

After ``load`` this process runs student code and nothing it sends can be trusted; see ``wire``.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import itertools
import linecache
import os
import random
import socket
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from autograder.worker.sandbox import SCRATCH
from autograder.worker.wire import Channel, Closed, Encoder, HandleRef, Malformed, Unsendable, decode

_PRELOADED = (
    "transformers",
    "transformers.pytorch_utils",
    "matplotlib.figure",
    "matplotlib.pyplot",
    "scipy.stats",
    "jaxtyping",
    "course.kit.training",
    "course.kit.checkpoints",
    "autograder.worker.toolbox",
)
_TEXT = (
    "transformers.models.bert.modeling_bert",
    "transformers.models.electra.modeling_electra",
    "transformers.models.xlm_roberta.modeling_xlm_roberta",
    "transformers.models.auto.tokenization_auto",
    "transformers.models.bert.tokenization_bert",
)
# What assignments need beside that, by what they read.
_PRELOADED_FOR = {
    "text": _TEXT,
    "spreadsheets": (*_TEXT, "datasets", "openpyxl", "openpyxl.cell._writer"),
    "images": (
        "transformers.models.deit.modeling_deit",
        "transformers.models.deit.image_processing_deit",
        "transformers.models.auto.image_processing_auto",
        "timm.models.deit",
        "datasets",
        "PIL.PngImagePlugin",
    ),
    "speech": (
        "transformers.models.hubert.modeling_hubert",
        "transformers.models.auto.feature_extraction_auto",
        "soundfile",
        "soxr",
        "librosa.core.audio",
        "librosa.feature.spectral",
        "librosa.util.utils",
        "sklearn.metrics",
        "sklearn.cluster",
    ),
}
_TRACEBACK_LIMIT = 4000
_MAX_HANDLES = 10_000


def preload(reads: Iterable[str] = ("text",)) -> None:
    """Imports what submissions use, so that a fork starts with it. Runs no tensor operation."""
    scratch = str(SCRATCH if SCRATCH.is_dir() else tempfile.gettempdir())
    # A name beside the home: the worker's user may have none on this machine, and libraries ask for it.
    os.environ.update(
        TOKENIZERS_PARALLELISM="false", MPLBACKEND="Agg", MPLCONFIGDIR=scratch, HOME=scratch, TMPDIR=scratch,
        USER="student", LOGNAME="student", TRANSFORMERS_VERBOSITY="error",
    )  # fmt: skip
    # Forget the folder found before the view was entered: where the course lies in /tmp, it is read-only now.
    tempfile.tempdir = None
    sys.dont_write_bytecode = True
    torch.set_num_threads(1)
    for name in (*_PRELOADED, *(name for kind in reads for name in _PRELOADED_FOR[kind])):
        importlib.import_module(name)


class Server:
    """Holds the student's module and the objects the grader refers to by handle."""

    def __init__(self, channel: Channel, folder: Path, profile: str, device: str) -> None:
        from autograder.worker.toolbox import Toolbox

        self._channel = channel
        self._folder = folder
        self._objects: dict[int, Any] = {}
        self._encoder = Encoder(self._refer)
        self._toolbox = Toolbox(profile, device, folder)
        self._module: ModuleType | None = None

    def run(self) -> None:
        """Serves requests until the grader hangs up."""
        self._channel.send(self._encoder.encode({"id": 0, "hello": os.getpid()}))
        while True:
            try:
                request = decode(self._channel.receive(), self._resolve)
            except Closed:
                return
            self._channel.send(self._reply(request))

    def _reply(self, request: dict[str, Any]) -> bytes:
        number = request["id"]
        try:
            if request["op"] == "call" and not callable(getattr(self._module, request["name"], None)):
                return self._encoder.encode({"id": number, "missing": request["name"]})
            return self._encoder.encode({"id": number, "value": self._perform(request)})
        except Unsendable as error:
            return self._encoder.encode({"id": number, "unsendable": str(error)[:500]})
        except BaseException as error:  # SystemExit and KeyboardInterrupt are the student's too.
            return self._encoder.encode({"id": number, "error": self._describe(error)})

    def _perform(self, request: dict[str, Any]) -> Any:
        if request["seed"] is not None:
            torch.manual_seed(request["seed"])
            np.random.seed(request["seed"])
            random.seed(request["seed"])
            self._toolbox.begin_check(request["seed"])
        if request["op"] == "load":
            return self._load(request)
        if request["op"] == "kit":
            function = getattr(self._toolbox, request["name"])
        else:
            function = getattr(self._module, request["name"])
        value = function(*request["args"], **request["kwargs"])
        return self._keep(value) if request["keep"] else value

    def _load(self, request: dict[str, Any]) -> bool:
        self._toolbox.handicap = request["handicap"]
        for name, content in request["files"].items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        # Last on the path: a planted torch.py or dist-info shadows nothing.
        sys.path.append(str(self._folder))
        name = request["module"]
        path = self._folder / f"{name}.py"
        module = ModuleType(name)
        module.__file__ = str(path)
        sys.modules[name] = module
        self._module = module
        for source, origin in ((request["files"][f"{name}.py"], path), (request["overlay"], "overlay.py")):
            if source is not None:
                if origin != path:
                    linecache.cache[str(origin)] = (
                        len(source),
                        None,
                        source.decode().splitlines(True),
                        str(origin),
                    )
                exec(compile(source, str(origin), "exec"), module.__dict__)
        return True

    def _refer(self, value: Any) -> Any:
        """Data in a special dress becomes plain; a model, figure, optimiser … gets a handle."""
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, Mapping):
            return dict(value.items())
        if isinstance(value, tuple):
            return tuple(value)
        if type(value) is range:
            return list(value)
        if isinstance(value, torch.Tensor):
            raise Unsendable(
                f"a tensor is of the subclass {type(value).__name__}; return a plain torch.Tensor"
            )
        if isinstance(value, bool | int | float | list | dict):
            raise Unsendable(f"{type(value).__name__} is a subclass of a basic type; return the plain type")
        return self._keep(value)

    def _keep(self, value: Any) -> HandleRef:
        if len(self._objects) >= _MAX_HANDLES:
            raise Unsendable("too many objects were returned")
        number = len(self._objects) + 1
        self._objects[number] = value
        return HandleRef(number, tuple(_encodable(cls.__name__[:200]) for cls in type(value).__mro__[:32]))

    def _resolve(self, reference: HandleRef) -> Any:
        try:
            return self._objects[reference.number]
        except KeyError:
            raise Malformed(f"no object has the number {reference.number}") from None

    def _describe(self, error: BaseException) -> dict[str, Any]:
        try:
            frames = [
                frame
                for frame in traceback.extract_tb(error.__traceback__)
                if frame.filename.startswith(str(self._folder)) or frame.filename == "overlay.py"
            ]
            rows = (
                f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}: {(frame.line or '').strip()}"
                for frame in frames
            )
            # Of a function that calls itself without end, one row says it all.
            shown = [row for row, _ in itertools.groupby(rows)][-12:]
            message = str.__str__(str(error))
        except BaseException:  # The error's own methods are the student's code as well.
            shown, message = [], "(the error's own message failed)"
        return {
            "type": [_encodable(cls.__name__[:200]) for cls in type(error).__mro__[:16]],
            "message": _encodable(message[:_TRACEBACK_LIMIT]),
            "trace": _encodable("\n".join(shown)[-_TRACEBACK_LIMIT:]),
            "line": error.lineno if isinstance(error, SyntaxError) and type(error.lineno) is int else None,
        }


def _encodable(text: str) -> str:
    """``text`` with lone surrogates, which UTF-8 cannot hold, spelt out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")[:_TRACEBACK_LIMIT]


def _text_stream(descriptor: int) -> io.TextIOWrapper:
    raw = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(
        raw, encoding="utf-8", errors="backslashreplace", line_buffering=True, write_through=True
    )


def _brief(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
) -> str:
    """A warning in one row, without the path of a folder that is gone when somebody reads it."""
    return f"{Path(filename).name}:{lineno}: {category.__name__}: {message}\n"


def serve(sock: socket.socket, profile: str, device: str, folder: Path) -> None:
    """Runs a server on ``sock`` with its files in ``folder``."""
    work = folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    os.chdir(work)
    sys.stdout, sys.stderr = (_text_stream(descriptor) for descriptor in (1, 2))
    warnings.formatwarning = _brief
    Server(Channel(sock), work, profile, device).run()
