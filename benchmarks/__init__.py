"""Measures speed and memory; README.md says what each module measures and how to run it."""

import os

# One thread a process, as `tamrin grade` works; it has to be said before torch is imported.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
