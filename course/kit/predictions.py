"""Predictions that are written down before a run and compared after it; a change made later stays visible.

The file is a list of entries, each with its time and the hash of the one before it. That shows what was changed, when,
and whether an entry was edited or taken out; it is a record for the honest, no seal against a forger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_PREDICTED, _MEASURED = "predicted", "measured"


@dataclass(frozen=True)
class Comparison:
    """A prediction beside what was measured.

    Attributes:
        name: of the prediction, for example "p1_gap".
        predicted: what stood in the file when `measured` was first written; None if nothing did.
        measured: the newest measurement, None before there is one.
        detail: what the measurement said about itself, for example an interval.
        late: values that the prediction was changed to after it had been measured.
    """

    name: str
    predicted: Any
    measured: Any
    detail: str
    late: tuple[Any, ...]


class Ledger:
    """The predictions and measurements in one JSON file.

    Raises:
        ValueError: the file is not a ledger, or an entry in it was edited or removed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: list[dict[str, Any]] = []
        if path.exists():
            try:
                self._entries = json.loads(path.read_text(encoding="utf-8"))
                broken = [
                    index for index, entry in enumerate(self._entries) if not self._follows(index, entry)
                ]
            except (json.JSONDecodeError, UnicodeDecodeError, TypeError, KeyError, AttributeError) as error:
                raise ValueError(
                    f"{path} is no record of predictions: move it away and predict again."
                ) from error
            if broken:
                raise ValueError(
                    f"Entry {broken[0] + 1} of {path} does not follow from the one before it: it was edited by hand."
                )

    def predict(
        self, values: Mapping[str, Any], orders: Mapping[str, Sequence[str]] | None = None
    ) -> dict[str, Any]:
        """Write down the predictions that are new or changed.

        Args:
            values: name -> prediction, plain data; None leaves one as it was written down before.
            orders: for predictions that put names in an order, the names that each must hold once.

        Returns:
            The predictions in force: a change after a measurement is kept, but it does not count.

        Raises:
            ValueError: a prediction is None and was never written down, or an order does not name each of its names once.
        """
        newest = {name: history[-1] for name in values if (history := self._history(_PREDICTED, name))}
        plain = {name: newest.get(name) if value is None else value for name, value in _plain(values).items()}
        missing = [name for name, value in plain.items() if value is None]
        if missing:
            raise ValueError(f"Predict first: {', '.join(missing)} is still None.")
        for name, wanted in (orders or {}).items():
            order = plain[name]
            if not isinstance(order, list) or sorted(map(str, order)) != sorted(wanted):
                raise ValueError(f"{name} must name each of {', '.join(wanted)} once.")
        changed = {name: value for name, value in plain.items() if newest.get(name) != value}
        self._append(_PREDICTED, changed, {})
        return {each.name: each.predicted for each in self.compare() if each.name in values}

    def measure(self, values: Mapping[str, Any], details: Mapping[str, str] | None = None) -> None:
        """Write down what was measured of each prediction; `details` says more about it, for example an interval."""
        self._append(_MEASURED, _plain(values), dict(details or {}))

    def compare(self) -> list[Comparison]:
        """Each prediction or measurement by name, in the order in which the names came up."""
        names = list(dict.fromkeys(name for entry in self._entries for name in entry["values"]))
        return [self._comparison(name) for name in names]

    def table(self) -> pd.DataFrame:
        """The same as a table for a notebook."""
        import pandas as pd

        rows = [
            (each.name, each.predicted, each.measured, each.detail, ", ".join(map(str, each.late)))
            for each in self.compare()
        ]
        columns = ["prediction", "predicted", "measured", "detail", "changed afterwards to"]
        return pd.DataFrame(rows, columns=pd.Index(columns))

    def _comparison(self, name: str) -> Comparison:
        predicted, late, measured, detail = None, [], None, ""
        for entry in self._entries:
            if name not in entry["values"]:
                continue
            if entry["kind"] == _MEASURED:
                measured, detail = entry["values"][name], entry["details"].get(name, "")
            elif measured is None:
                predicted = entry["values"][name]
            else:
                late.append(entry["values"][name])
        return Comparison(name, predicted, measured, detail, tuple(late))

    def _history(self, kind: str, name: str) -> list[Any]:
        return [
            entry["values"][name]
            for entry in self._entries
            if entry["kind"] == kind and name in entry["values"]
        ]

    def _append(self, kind: str, values: dict[str, Any], details: dict[str, str]) -> None:
        if not values:
            return
        entry = {
            "kind": kind,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "values": values,
            "details": details,
            "previous": self._digest(len(self._entries)),
        }
        self._entries.append({**entry, "digest": _hash(entry)})
        text = json.dumps(self._entries, indent=1, ensure_ascii=False)
        self._path.write_text(text + "\n", encoding="utf-8")

    def _follows(self, index: int, entry: dict[str, Any]) -> bool:
        content = {key: value for key, value in entry.items() if key != "digest"}
        return entry["previous"] == self._digest(index) and entry["digest"] == _hash(content)

    def _digest(self, index: int) -> str:
        """The hash of the entry before that index."""
        return self._entries[index - 1]["digest"] if index else ""


def _hash(entry: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON gives them back: tuples become lists, numbers of numpy become Python's."""

    def convert(value: Any) -> Any:
        if hasattr(value, "tolist"):
            return value.tolist()
        raise TypeError(f"A prediction is plain data, not {type(value).__name__}.")

    return json.loads(json.dumps(dict(values), default=convert))
