"""Fixtures that several tests share."""

import os
from collections.abc import Iterator

os.environ["HF_HUB_OFFLINE"] = "1"
for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import pytest

from autograder.catalogue import Catalogue
from autograder.worker.pool import WorkerPool

READS = sorted({assignment.reads for assignment in Catalogue().assignments()})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay in one process, where they share fixtures; of the evidence, those of one assignment do."""
    for item in items:
        parameters = getattr(item, "callspec", None)
        assignment = parameters.params.get("assignment", "") if parameters else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.path.name} {assignment}"))


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
