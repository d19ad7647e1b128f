"""The fixture ``student``: its attributes are the functions of the submission, which run in the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.grading.session import Session
from autograder.worker.wire import HandleRef


class Handle:
    """An object that lives in the worker. ``handle.state_dict()`` is short for ``student.kit.state_dict(handle)``."""

    def __init__(self, reference: HandleRef, session: Session) -> None:
        self._reference = reference
        self._session = session

    @property
    def kind(self) -> tuple[str, ...]:
        """The class names of the object's type, most derived first."""
        return self._reference.kind

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: _remote(self._session, self._session.kit, name, (self, *args), kwargs)

    def __repr__(self) -> str:
        return f"<{self.kind[0] if self.kind else 'object'} in the worker>"


class Kit:
    """The course's own helpers that run beside the student's code; see ``autograder.worker.toolbox``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.keep = Keep(session, session.kit)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *args, **kwargs: _remote(self._session, self._session.kit, name, args, kwargs)

    def hold(self, value: Any, kind: str | None = None) -> Handle:
        """Puts data into the worker, as a ``kind`` ("frozenset", …), to see later (``kit.value``) what became of it."""
        return _remote(self._session, self._session.kit, "value", (value, kind), {}, keep=True)


class Keep:
    """``student.keep.f(…)`` and ``student.kit.keep.f(…)`` call ``f`` and leave whatever it returns in the worker."""

    def __init__(self, session: Session, operation: Callable[..., Any]) -> None:
        self._session = session
        self._operation = operation

    def __getattr__(self, name: str) -> Callable[..., Handle]:
        return lambda *args, **kwargs: _remote(self._session, self._operation, name, args, kwargs, keep=True)


class Student:
    """The submission under test. Calls raise SubmissionFault when its code does, or when it breaks a limit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.kit = Kit(session)
        self.keep = Keep(session, session.call)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: _remote(self._session, self._session.call, name, args, kwargs)

    def call(self, model: Handle, batch: dict[str, Any]) -> dict[str, Any]:
        """A forward pass of a model in the worker: ``{"logits", "hidden_states"}``."""
        return self.kit.forward(model, batch)


def _remote(
    session: Session,
    operation: Callable[..., Any],
    name: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    keep: bool = False,
) -> Any:
    plain = tuple(_lower(value) for value in args)
    named = {key: _lower(value) for key, value in kwargs.items()}
    return _raise_up(operation(name, plain, named, keep), session)


def _lower(value: Any) -> Any:
    """Handles become references; containers are rebuilt around them."""
    if isinstance(value, Handle):
        return value._reference
    if isinstance(value, list | tuple):
        return type(value)(_lower(item) for item in value)
    if isinstance(value, dict):
        return {key: _lower(item) for key, item in value.items()}
    return value


def _raise_up(value: Any, session: Session) -> Any:
    """References become handles."""
    if isinstance(value, HandleRef):
        return Handle(value, session)
    if isinstance(value, list | tuple):
        return type(value)(_raise_up(item, session) for item in value)
    if isinstance(value, dict):
        return {key: _raise_up(item, session) for key, item in value.items()}
    return value
