"""Expectations about what a student's code returned; a failure shows the student's value, never the expected one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import numpy as np
import torch

from autograder.authoring.student import Handle
from autograder.grading.session import StudentError
from autograder.records import Text

Because = Text | str | None


class ExpectationFailed(AssertionError):
    """A check's verdict on the submission."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def fail(message: Text, because: Because = None) -> None:
    """Fails the check with ``message``; ``because`` adds the misconception it suggests."""
    if because is not None:
        reason = because if isinstance(because, Text) else Text(because, because)
        message = Text(f"{message.en} {_sentence(reason.en)}", f"{message.fa} {_sentence(reason.fa)}")
    raise ExpectationFailed(message)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "؟")) else ".")


def describe(value: Any) -> str:
    """A short description of a value that came from a student; never raises, never long."""
    if isinstance(value, torch.Tensor):
        return f"a tensor of shape {tuple(value.shape)} and dtype {str(value.dtype).removeprefix('torch.')}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    if isinstance(value, Handle):
        return f"an object of type {value.kind[0] if value.kind else 'unknown'}"
    if isinstance(value, list | tuple | dict):
        return f"a {type(value).__name__} of length {len(value)}"
    if value is None or isinstance(value, bool):
        return str(value)
    text = repr(value)
    return f"{type(value).__name__} {text if len(text) <= 80 else text[:77] + '…'}"


class Expectation:
    """One value under examination; each method returns the same object so that they chain."""

    def __init__(self, value: Any, name: str) -> None:
        self._value = value
        self._name = name

    def _check(self, holds: bool, en: str, fa: str, because: Because) -> Self:
        if not holds:
            fail(Text(f"{self._name} {en}.", f"{self._name} {fa}."), because)
        return self

    def _instance(self, kinds: Any, en: str, fa: str, because: Because) -> Self:
        got = describe(self._value)
        return self._check(
            isinstance(self._value, kinds),
            f"should be {en}, but is {got}",
            f"باید {fa} باشد، اما هست: {got}",
            because,
        )

    def is_tensor(self, because: Because = None) -> Self:
        return self._instance(torch.Tensor, "a torch tensor", "یک تنسور torch", because)

    def is_string(self, because: Because = None) -> Self:
        return self._instance(str, "a string", "یک رشته", because)

    def is_number(self, because: Because = None) -> Self:
        got = describe(self._value)
        number = isinstance(self._value, int | float) and not isinstance(self._value, bool)
        en, fa = f"should be a finite number, but is {got}", f"باید عددی متناهی باشد، اما هست: {got}"
        return self._check(number and math.isfinite(self._value), en, fa, because)

    def is_bool(self, because: Because = None) -> Self:
        return self._instance(bool, "True or False", "True یا False", because)

    def is_none(self, because: Because = None) -> Self:
        return self._instance(type(None), "None", "None", because)

    def is_list(self, length: int | None = None, because: Because = None) -> Self:
        self._instance(list | tuple, "a list", "یک فهرست", because)
        if length is not None:
            got = len(self._value)
            en, fa = (
                f"should have {length} items, but has {got}",
                f"باید {length} عضو داشته باشد، اما {got} عضو دارد",
            )
            self._check(got == length, en, fa, because)
        return self

    def is_dict(self, keys: Iterable[Any] | None = None, because: Because = None) -> Self:
        self._instance(dict, "a dictionary", "یک دیکشنری", because)
        missing = [key for key in keys or () if key not in self._value]
        names = ", ".join(map(repr, missing[:5]))
        return self._check(not missing, f"lacks the keys {names}", f"این کلیدها را ندارد: {names}", because)

    def is_handle(self, kind: str, because: Because = None) -> Self:
        """The value is an object in the worker whose class, or one of its bases, is called ``kind``."""
        got = describe(self._value)
        holds = isinstance(self._value, Handle) and kind in self._value.kind
        return self._check(
            holds, f"should be a {kind}, but is {got}", f"باید {kind} باشد، اما هست: {got}", because
        )

    def has_shape(self, *shape: int, because: Because = None) -> Self:
        self.is_tensor(because)
        got = tuple(self._value.shape)
        en, fa = (
            f"should have shape {shape}, but has {got}",
            f"باید شکل {shape} داشته باشد، اما شکلش {got} است",
        )
        return self._check(got == shape, en, fa, because)

    def has_dtype(self, dtype: torch.dtype, because: Because = None) -> Self:
        self.is_tensor(because)
        want, got = (str(kind).removeprefix("torch.") for kind in (dtype, self._value.dtype))
        return self._check(
            self._value.dtype == dtype,
            f"should have dtype {want}, but has {got}",
            f"باید نوع {want} داشته باشد، نه {got}",
            because,
        )

    def is_finite(self, because: Because = None) -> Self:
        self.is_tensor(because)
        bad = int((~torch.isfinite(self._value)).sum()) if self._value.is_floating_point() else 0
        return self._check(
            bad == 0,
            f"has {bad} values that are NaN or infinite",
            f"{bad} مقدار NaN یا بی‌نهایت دارد",
            because,
        )

    def is_close(self, expected: Any, atol: float, rtol: float = 0.0, because: Because = None) -> Self:
        """Every entry within ``atol + rtol·|expected|``; numbers, tensors, or lists of numbers."""
        if isinstance(expected, int | float):
            self.is_number(because)
        else:
            self._same_shape(torch.as_tensor(expected), because)
        value, wanted = torch.as_tensor(self._value), torch.as_tensor(expected)
        got = describe(self._value)
        en, fa = f"should hold real numbers, but is {got}", f"باید اعداد حقیقی باشد، اما هست: {got}"
        self._check(not value.is_complex(), en, fa, because)
        value, wanted = value.double(), wanted.double()
        off = ~torch.isclose(value, wanted, atol=atol, rtol=rtol, equal_nan=False)
        return self._point_at(off, value, because)

    def is_bit_equal(self, expected: torch.Tensor, because: Because = None) -> Self:
        """Same shape, dtype and bits."""
        self._same_shape(expected, because)
        self.has_dtype(expected.dtype, because)
        same_nan = torch.isnan(self._value) & torch.isnan(expected)
        return self._point_at((self._value != expected) & ~same_nan, self._value, because)

    def differs_from(self, other: torch.Tensor, because: Because = None) -> Self:
        self._same_shape(other, because)
        same = torch.equal(self._value, other)
        if self._value.is_floating_point() and not other.isnan().any():
            self.is_finite(because)
        return self._check(not same, "did not change at all", "هیچ تغییری نکرد", because)

    def equals(self, expected: Any, because: Because = None) -> Self:
        """Equality of plain data; for lists and dicts the message names the first place that differs."""
        if _same(self._value, expected):
            return self
        en, fa = _first_difference(self._value, expected)
        return self._check(False, en, fa, because)

    def at_least(self, bound: float, because: Because = None) -> Self:
        self.is_number(because)
        got = f"{self._value:.4g}"
        return self._check(
            self._value >= bound, f"is {got}, which is too small", f"برابر {got} است که کم است", because
        )

    def at_most(self, bound: float, because: Because = None) -> Self:
        self.is_number(because)
        got = f"{self._value:.4g}"
        return self._check(
            self._value <= bound, f"is {got}, which is too large", f"برابر {got} است که زیاد است", because
        )

    def is_true(self, because: Because = None) -> Self:
        got = describe(self._value)
        en, fa = ("", "") if self._value is False else (f" (got {got})", f" (مقدار: {got})")
        return self._check(self._value is True, f"does not hold{en}", f"برقرار نیست{fa}", because)

    def _same_shape(self, expected: torch.Tensor, because: Because) -> None:
        if isinstance(self._value, torch.Tensor):
            self.has_shape(*expected.shape, because=because)
            return
        got = describe(self._value)
        try:
            shape = (
                torch.as_tensor(self._value).shape
                if isinstance(self._value, list | tuple | np.ndarray)
                else None
            )
        except (TypeError, ValueError, RuntimeError):
            shape = None
        holds = shape is not None and tuple(shape) == tuple(expected.shape)
        wanted = tuple(expected.shape)
        self._check(
            holds,
            f"should hold numbers in shape {wanted}, but is {got}",
            f"باید اعدادی به شکل {wanted} باشد، اما هست: {got}",
            because,
        )

    def _point_at(self, off: torch.Tensor, value: torch.Tensor, because: Because) -> Self:
        count = int(off.sum())
        if not count:
            return self
        first = tuple(int(index) for index in off.nonzero()[0]) if off.dim() else ()
        shown = value[first].item()
        shown = f"{shown:.6g}" if isinstance(shown, float) else str(shown)
        place = f"[{', '.join(map(str, first))}]" if first else ""
        total = off.numel()
        if total == 1:
            return self._check(
                False, f"is wrong: you have {shown}", f"نادرست است: مقدار شما {shown} است", because
            )
        return self._check(
            False,
            f"is wrong in {count} of {total} places, first at {place}, where you have {shown}",
            f"در {count} جا از {total} جا نادرست است؛ نخستین جا {place} است که مقدار شما آنجا {shown} است",
            because,
        )


def _same(value: Any, expected: Any) -> bool:
    if isinstance(value, torch.Tensor | np.ndarray | Handle):
        return False
    if isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    if isinstance(expected, list | tuple):
        return (
            isinstance(value, list | tuple)
            and len(value) == len(expected)
            and all(_same(mine, theirs) for mine, theirs in zip(value, expected, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and value.keys() == expected.keys()
            and all(_same(value[key], expected[key]) for key in expected)
        )
    return (type(value) is type(expected) and value == expected) or (
        isinstance(value, int | float) and isinstance(expected, int | float) and value == expected
    )


def _first_difference(value: Any, expected: Any) -> tuple[str, str]:
    got = describe(value)
    if isinstance(expected, str) and isinstance(value, str):
        place = next(
            (i for i, (a, b) in enumerate(zip(value, expected, strict=False)) if a != b),
            min(len(value), len(expected)),
        )
        around = ascii(value[max(0, place - 8) : place + 8])
        en = f"is wrong from character {place} on; around it you have {around}"
        return en, f"از نویسهٔ {place} به بعد نادرست است؛ پیرامونش این را دارید: {around}"
    if isinstance(expected, list | tuple) and isinstance(value, list | tuple):
        if len(value) != len(expected):
            return f"has {len(value)} items, which is the wrong number", f"{len(value)} عضو دارد که درست نیست"
        for index, (mine, theirs) in enumerate(zip(value, expected, strict=True)):
            if not _same(mine, theirs):
                shown = describe(mine)
                return (
                    f"is wrong at [{index}], where you have {shown}",
                    f"در [{index}] نادرست است؛ آنجا دارید: {shown}",
                )
    if isinstance(expected, dict) and isinstance(value, dict):
        for key in expected:
            if key not in value:
                return f"lacks the key {key!r}", f"کلید {key!r} را ندارد"
            if not _same(value[key], expected[key]):
                shown = describe(value[key])
                return (
                    f"is wrong at {key!r}, where you have {shown}",
                    f"در {key!r} نادرست است؛ آنجا دارید: {shown}",
                )
        extra = describe(next((key for key in value if key not in expected), None))
        return f"has a key too many: {extra}", f"کلیدی زیادی دارد: {extra}"
    return f"is wrong: you have {got}", f"نادرست است؛ مقدار شما: {got}"


class _Expect:
    """``expect(value, "name")`` starts a chain; ``expect.fail(...)`` fails outright."""

    fail = staticmethod(fail)

    def __call__(self, value: Any, name: str = "The result") -> Expectation:
        return Expectation(value, name)


expect = _Expect()


@contextmanager
def raises(
    kind: type[BaseException], mentions: str | None = None, because: Because = None, of: str = ""
) -> Iterator[None]:
    """The student's code must raise ``kind`` (or a subclass), with ``mentions`` somewhere in its message.

    ``of`` says which call has to, as the student would write it.
    """
    wanted, wanted_fa = f"A {kind.__name__} was expected", f"انتظار {kind.__name__} می‌رفت"
    if of:
        wanted, wanted_fa = f"{wanted} of {of}", f"از {of} {wanted_fa}"
    try:
        yield
    except StudentError as error:
        if "NotImplementedError" in error.names and kind is not NotImplementedError:
            raise
        name = error.names[0] if error.names else "?"
        if kind.__name__ not in error.names:
            said = f": {_sentence(error.text[:200])}" if error.text.strip() else "."
            fail(
                Text(f"{wanted}, but {name} was raised{said}", f"{wanted_fa}، اما {name} رخ داد{said}"),
                because,
            )
        if mentions is not None and mentions not in error.text:
            fail(
                Text(
                    f"The message of {name} should mention {mentions}: {error.text[:200]!r}",
                    f"پیام {name} باید {mentions} را نام ببرد: {error.text[:200]!r}",
                ),
                because,
            )
        return
    fail(Text(f"{wanted}, but none was raised.", f"{wanted_fa}، اما خطایی رخ نداد."), because)
