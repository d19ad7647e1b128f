"""Builds a mini checkpoint: python -m course.zoo.recipes NAME [--text DIR] [--out DIR]."""

import argparse
from pathlib import Path

import torch

from course.zoo import registry


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="for example mini-parsbert")
    parser.add_argument("--text", type=Path, help="the folder that holds text_fa and text_en")
    parser.add_argument("--out", type=Path, help="default: the checkpoint's place in the zoo")
    parser.add_argument("--work", type=Path, help="where an interrupted build keeps its state")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    registry.build(options.name, options.out, options.text, options.work, options.seed)


if __name__ == "__main__":
    main()
