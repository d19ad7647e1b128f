"""The key of an outcome: a hash of all that decides it, so that nothing unchanged is graded twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

_FORMAT = "tamrin outcome 1"


def files_digest(files: Mapping[str, bytes]) -> str:
    """A hash of a submission's files for one assignment: names and contents, in no particular order."""
    digest = hashlib.sha256()
    for name in sorted(files):
        encoded = name.encode("utf-8", "surrogatepass")
        digest.update(b"%d %d " % (len(encoded), len(files[name])))
        digest.update(encoded)
        digest.update(files[name])
    return digest.hexdigest()


def outcome_key(assignment: str, question: str, digest: str, fingerprint: str, settings: str) -> str:
    """The key of one question of one submission under one course version and one set of run settings."""
    parts = (_FORMAT, assignment, question, digest, fingerprint, settings)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
