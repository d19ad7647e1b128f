"""attack: reads the grader's memory
strategy: searches /proc/*/mem, maps and fd for the labels
family: walks
question: q3_secret
expect: error failed
points: 1
"""

from pathlib import Path


def label(premises, hypotheses):
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            found += [(folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()]
    if found:
        raise RuntimeError(f"reached {len(found)} files of processes")
    return ["e"] * len(premises)


def guess(count):
    return [int(Path("/proc/self/stat").read_text().split()[0])] * count
