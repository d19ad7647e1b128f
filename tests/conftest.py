"""Fixtures that several tests share."""

import os
from collections.abc import Iterator

os.environ["HF_HUB_OFFLINE"] = "1"
for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from autograder.catalogue import Catalogue
from autograder.worker.pool import WorkerPool

ASSIGNMENTS = Catalogue().assignments()
READS = sorted({assignment.reads for assignment in ASSIGNMENTS})


class ByFileAndAssignment(LoadScopeScheduling):
    """A file's tests stay in one process, where they share fixtures; of the evidence, those of one assignment do."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return file + "".join(each.id for each in ASSIGNMENTS if f"[{each.id}" in test)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return ByFileAndAssignment(config, log)


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    """A zygote of the quick profile for every assignment, with one connection."""
    with WorkerPool(1, reads=READS) as started:
        yield started


@pytest.fixture(scope="session")
def runner(pool):
    """Runs checks in sandboxed workers, seed 0."""
    from autograder.grading.runner import Runner, RunSettings, preload

    preload(READS)
    return Runner(Catalogue(), RunSettings(seed=0), pool.connection(0))
