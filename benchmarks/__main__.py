"""Runs every benchmark, one after the other."""

import runpy
import sys

for name in ("grading", "regrade", "check", "memory", "overhead", "kills"):
    print(f"== benchmarks.{name}", flush=True)
    sys.argv = [name]
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
