"""What pretraining is worth for mini-electra: fine-tuned on the English side of the register sample."""

from functools import partial

from benchmarks.pretraining.registers import DATASET, run
from benchmarks.pretraining.task import Task

STEPS, RATE = 200, 3e-4

TASK = Task(
    checkpoint="mini-electra",
    dataset=DATASET,
    metric="accuracy",
    chance=1 / 3,
    steps=STEPS,
    run=partial(run, "mini-electra", trained="source", tested="source", steps=STEPS, rate=RATE),
)
