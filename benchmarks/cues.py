"""Prints what surface cues alone reach on each sample: python -m benchmarks.cues [NAME ...]."""

import argparse

from course.kit.data import DATASETS
from course.recipes.building import recipe


def main() -> None:
    """Read the command line, measure, print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(DATASETS), help="data sets; all by default")
    for name in parser.parse_args().names:
        first, second = ("Persian", "English") if name == "text" else ("fresh", "test")
        print(f"\n{name}\n\n| baseline | {first} | {second} |\n|---|---|---|")
        for baseline, (left, right) in recipe(name).baselines().items():
            print(f"| {baseline} | {left:.3f} | {right:.3f} |", flush=True)


if __name__ == "__main__":
    main()
