"""The baselines of calibration: what is kept from a training run that a threshold has to be told from."""

from collections.abc import Sequence

# An untrained encoder; the first texts of pairs, or whole inputs, blanked in training and prediction.
HANDICAPS = ("random_init", "hypothesis_only", "blank_inputs")


def blanked(rows: Sequence[dict], texts: Sequence[str], handicap: str | None) -> list[dict]:
    """The rows without what the handicap takes: their first text ("hypothesis_only") or all of them ("blank_inputs").

    Args:
        rows: of a data set of texts; they are left as they are.
        texts: its columns of text, in order.
        handicap: one of HANDICAPS or None.
    """
    gone = {"hypothesis_only": texts[:1], "blank_inputs": texts}.get(handicap or "", ())
    return [{**row, **dict.fromkeys(gone, "")} for row in rows]
