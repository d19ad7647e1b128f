"""The exceptions that the course raises itself, each with one sentence a user can act on."""


class TamrinError(Exception):
    """Base of every error of the course; its text says what was wrong, where, and what to do."""


class MissingResource(TamrinError):
    """A data set or checkpoint is not on this machine; the text says what to run."""


class BadSource(TamrinError):
    """A data source is not what its publisher released: truncated, changed, or another data set."""
