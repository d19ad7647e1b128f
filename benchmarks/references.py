"""How well the references that train do under a profile: accuracy, macro F1, and the time of a run.

python -m benchmarks.references [a01] [a02-xlmr-both] [a10] … [--profile real] [--seeds 3]

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
from autograder.worker.handicaps import HANDICAPS
from autograder.worker.toolbox import Toolbox
from benchmarks.common import REPOSITORY, arguments, report
from course.kit.data import label_ids

SUBJECTS = {"reference": None, "random weights": "random_init", "blank inputs": "blank_inputs"}
assert set(filter(None, SUBJECTS.values())) <= set(HANDICAPS)

# Hidden rows, the logits on them, and the labels of the training split.
Measured = tuple[HiddenSet, Tensor, Tensor]
Trained = Callable[[Toolbox, Draw, int], Measured]
REGISTERS = "quran-bible-mizan"


def main() -> None:
    """Trains, judges and prints the table."""
    parser = arguments(__doc__)
    parser.add_argument("assignments", nargs="*", default=[*REFERENCES], help="default: %(default)s")
    parser.add_argument("--profile", default="real", choices=("quick", "real", "gpu"))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--subjects", nargs="+", default=[*SUBJECTS], choices=[*SUBJECTS])
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [
        measured(name, subject, SUBJECTS[subject], options)
        for name in options.assignments
        for subject in options.subjects
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


def entailment(toolbox: Toolbox, draw: Draw, seed: int) -> Measured:
    """a01_entailment: q5's training of mini-parsbert, two and two more epochs."""
    name, checkpoint = "parsinlu-entailment", "mini-parsbert"
    loop = reference("a01_entailment", "q5_train")
    model = toolbox.load_text_classifier(checkpoint, seed)
    optimizer = toolbox.make_adamw(model, 6e-4, 0.01)
    scheduler = toolbox.make_warmup(optimizer, 10)
    validation = toolbox.pair_validation(name, checkpoint)
    for piece in range(2):
        epochs = toolbox.pair_epochs(name, checkpoint, seed + piece, 2)
        loop.fit(model, epochs, validation, optimizer, scheduler, metric="loss")
    hidden = draw.hidden_rows(name, 300)
    logits = toolbox.text_logits(model, name, checkpoint, hidden.rows)
    return hidden, logits, train_labels(toolbox, name)


def one_view(checkpoint: str, columns: list[str], steps: int, rate: float) -> Trained:
    """a02_multilingual: the loop of q5 on English, Persian or both, for as long and as fast as in the notebook."""

    def run(toolbox: Toolbox, draw: Draw, seed: int) -> Measured:
        loop = reference("a02_multilingual", "q5_train")
        model, tokenizer = toolbox.load_text_classifier(checkpoint, seed), toolbox.load_tokenizer(checkpoint)
        labels = train_labels(toolbox, REGISTERS)
        examples = toolbox.encode_columns(checkpoint, toolbox.labelled_rows(REGISTERS), columns)
        loop.train(model, tokenizer, examples, labels, steps=steps, lr=rate, seed=seed)
        hidden = draw.hidden_rows(REGISTERS, 240)
        unseen = toolbox.encode_columns(checkpoint, hidden.rows, columns)
        return hidden, loop.predict(model, tokenizer, unseen), labels

    return run


def english_alone(tested: str) -> Trained:
    """a03_zero_shot: q3's training on English, judged on one side of the hidden rows."""

    def run(toolbox: Toolbox, draw: Draw, seed: int) -> Measured:
        loop = reference("a03_zero_shot", "q3_transfer")
        model, tokenizer = (
            toolbox.load_text_classifier("mini-xlmr", seed),
            toolbox.load_tokenizer("mini-xlmr"),
        )
        train, validation = (
            toolbox.labelled_rows(REGISTERS, split, limit)
            for split, limit in (("train", None), ("validation", 60))
        )
        loop.train_on_source(model, tokenizer, train, validation, seed=seed)
        hidden = draw.hidden_rows(REGISTERS, 240)
        logits = loop.predict(model, tokenizer, [row[tested] for row in hidden.rows])
        return hidden, logits, train_labels(toolbox, REGISTERS)

    return run


def train_labels(toolbox: Toolbox, name: str) -> Tensor:
    """The labels of the training split."""
    return torch.tensor(label_ids(toolbox.labelled_rows(name), name))


def pictures(toolbox: Toolbox, draw: Draw, seed: int) -> Measured:
    """a10_vision: everything but the last block frozen (q3), the loop of q5."""
    freeze, loop = reference("a10_vision", "q3_freeze"), reference("a10_vision", "q5_train")
    model, train = toolbox.load_image_classifier(seed), toolbox.training_images()
    freeze.freeze_all_but_last_block(model)
    loop.train(model, **train, steps=120, batch_size=32, lr=1e-3, warmup_steps=10, seed=seed)
    hidden = draw.hidden_images(300)
    logits = loop.predict(model, toolbox.pixel_values(hidden.images))
    return hidden, logits.cpu().clone(), train["labels"].cpu()


def recordings(toolbox: Toolbox, draw: Draw, seed: int) -> Measured:
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


REFERENCES: dict[str, Trained] = {
    "a01": entailment,
    "a02-electra-english": one_view("mini-electra", ["source"], 240, 1e-3),
    "a02-parsbert-persian": one_view("mini-parsbert", ["targets"], 160, 6e-4),
    "a02-xlmr-english": one_view("mini-xlmr", ["source"], 180, 1e-3),
    "a02-xlmr-persian": one_view("mini-xlmr", ["targets"], 180, 1e-3),
    "a02-xlmr-both": one_view("mini-xlmr", ["source", "targets"], 180, 1e-3),
    "a03-english": english_alone("source"),
    "a03-persian": english_alone("targets"),
    "a10": pictures,
    "a11": recordings,
}

if __name__ == "__main__":
    main()
