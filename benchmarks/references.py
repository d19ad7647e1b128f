"""How well the references of a10_vision and a11_speech do under a profile: accuracy, macro F1, and the time of a run.

python -m benchmarks.references [a10] [a11] [--profile real] [--seeds 3]

Each row trains the question's own reference on the training split and judges it on rows that it never saw: fresh ones of
the sample's kind, or the reduced real test split. `majority` always says the commonest class of the training split.
"""

from __future__ import annotations

import importlib.util
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from autograder.authoring.draw import Draw
from autograder.authoring.hidden import HiddenSet
from autograder.worker.options import HANDICAPS
from autograder.worker.toolbox import Toolbox
from benchmarks.common import REPOSITORY, arguments, report

SUBJECTS = {"reference": None, "random weights": "random_init", "blank inputs": "blank_inputs"}
assert set(filter(None, SUBJECTS.values())) <= set(HANDICAPS)

Trained = Callable[[Toolbox, Draw, int], tuple[HiddenSet, Tensor, Tensor]]


def main() -> None:
    """Trains, judges and prints the table."""
    parser = arguments(__doc__)
    parser.add_argument("assignments", nargs="*", default=[*REFERENCES], help="default: %(default)s")
    parser.add_argument("--profile", default="real", choices=("quick", "real", "gpu"))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [
        measured(name, subject, handicap, options)
        for name in options.assignments
        for subject, handicap in SUBJECTS.items()
    ]
    title = f"References under {options.profile}, means of {options.seeds} seeds"
    report(title, [*rows[0]], [[*map(str, row.values())] for row in rows], {"rows": rows}, options.json)


def measured(name: str, subject: str, handicap: str | None, options: Any) -> dict[str, Any]:
    """One row of the table: the means over the seeds."""
    runs = []
    for seed in range(options.seeds):
        with tempfile.TemporaryDirectory() as folder:
            toolbox = Toolbox(options.profile, options.device, Path(folder))
            toolbox.handicap = handicap
            started = time.perf_counter()
            hidden, logits, train_labels = REFERENCES[name](toolbox, Draw(seed, name, options.profile), seed)
            seconds = time.perf_counter() - started
        majority = torch.nn.functional.one_hot(train_labels.mode().values, hidden.classes).float()
        runs.append(
            {
                "accuracy": float((logits.argmax(1) == hidden.labels).float().mean()),
                "macro F1": hidden.macro_f1(logits),
                "skill": hidden.skill(logits),
                "majority accuracy": float((hidden.labels == train_labels.mode().values).float().mean()),
                "majority macro F1": hidden.macro_f1(majority.expand(len(hidden.labels), -1)),
                "seconds": seconds,
            }
        )
    means = {key: round(statistics.mean(run[key] for run in runs), 3) for key in runs[0]}
    return {"assignment": name, "subject": subject, **means}


def pictures(toolbox: Toolbox, draw: Draw, seed: int) -> tuple[HiddenSet, Tensor, Tensor]:
    """a10_vision: everything but the last block frozen (q3), the loop of q5."""
    freeze, loop = reference("a10_vision", "q3_freeze"), reference("a10_vision", "q5_train")
    model, train = toolbox.load_image_classifier(seed), toolbox.training_images()
    freeze.freeze_all_but_last_block(model)
    loop.train(model, **train, steps=120, batch_size=32, lr=1e-3, warmup_steps=10, seed=seed)
    hidden = draw.hidden_images(300)
    logits = loop.predict(model, toolbox.pixel_values(hidden.images))
    return hidden, logits.cpu().clone(), train["labels"].cpu()


def recordings(toolbox: Toolbox, draw: Draw, seed: int) -> tuple[HiddenSet, Tensor, Tensor]:
    """a11_speech: the loop of q8 on the course's classifier."""
    loop = reference("a11_speech", "q8_train")
    train = toolbox.training_recordings()
    model = toolbox.speech_classifier(seed, train["labels"])
    loop.train(model, **train, steps=120, seed=seed)
    hidden = draw.hidden_recordings(150)
    logits = loop.predict(model, toolbox.heard(hidden.waveforms), hidden.lengths, 50)
    return hidden, logits.cpu().clone(), train["labels"].cpu()


def reference(assignment: str, question: str) -> Any:
    """The module of a reference solution; questions of different assignments may have the same name."""
    path = REPOSITORY / "solutions" / assignment / f"{question}.py"
    specification = importlib.util.spec_from_file_location(f"{assignment}.{question}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


REFERENCES: dict[str, Trained] = {"a10": pictures, "a11": recordings}

if __name__ == "__main__":
    main()
