"""What a step of the profile gpu costs: the hub models at their true size, with the references' own loops.

python -m benchmarks.true_size [a01-parsbert] [a10-deit] … [--device cuda] [--steps 20]

Where $TAMRIN_CHECKPOINTS is set its models are measured. Without it, models of the same architecture and size get random
weights and the tokenizer of their mini relative: the cost is the same, what they predict means nothing. The data are the
reduced real sets (`tamrin data prepare`). Each loop runs in float32 and under autocast to bfloat16, from the same weights; then
both precisions judge the same rows with the weights of the float32 run.
"""

from __future__ import annotations

import math
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from autograder.worker.toolbox import Toolbox
from benchmarks.common import arguments, report
from benchmarks.references import REGISTERS, reference, train_labels
from course.zoo import registry

PAIRS = "parsinlu-entailment"
TEXT_BATCH, IMAGE_BATCH, SPEECH_BATCH = 16, 32, 16
JUDGED = 64


@dataclass(frozen=True)
class Case:
    """One model and its training: ``train`` takes the model and a number of steps and returns their losses."""

    model: nn.Module
    rows: int
    batch_size: int
    train: Callable[[nn.Module, int], list[float]]
    predict: Callable[[nn.Module], Tensor]


def main() -> None:
    """Measures and prints the table."""
    parser = arguments(__doc__)
    parser.add_argument("cases", nargs="*", default=[*CASES], help="default: %(default)s")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--steps", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "TAMRIN_CHECKPOINTS" not in os.environ:
            os.environ["TAMRIN_CHECKPOINTS"] = folder
            write_random_checkpoints(Path(folder))
        toolbox = Toolbox("gpu", options.device, Path(folder))
        rows = [{"case": name, **measured(CASES[name](toolbox), options)} for name in options.cases]
    where = torch.cuda.get_device_name(options.device) if options.device.startswith("cuda") else "CPU"
    title = f"Models of true size on {where}, {options.steps} steps"
    # Cases are the columns: there are more figures than a line holds.
    table = [[name, *(f"{row[name]:g}" for row in rows)] for name in rows[0] if name != "case"]
    report(title, ["", *(row["case"] for row in rows)], table, {"rows": rows}, options.json)


def write_random_checkpoints(root: Path) -> None:
    """A folder for each hub model, as `from_pretrained` reads it; the sizes are those of the hub's own configurations."""
    import transformers as hf

    models = {
        "mini-parsbert": lambda: hf.BertModel(hf.BertConfig(vocab_size=100_000)),
        "mini-xlmr": lambda: hf.XLMRobertaModel(
            hf.XLMRobertaConfig(
                vocab_size=250_002, max_position_embeddings=514, type_vocab_size=1, layer_norm_eps=1e-5
            )
        ),
        "mini-electra": lambda: hf.ElectraModel(
            hf.ElectraConfig(
                embedding_size=768, hidden_size=768, num_attention_heads=12, intermediate_size=3072
            )
        ),
        "mini-deit": lambda: hf.DeiTModel(
            hf.DeiTConfig(hidden_size=384, num_attention_heads=6, intermediate_size=1536)
        ),
        "mini-hubert": lambda: hf.HubertModel(hf.HubertConfig()),
    }
    for name, build in models.items():
        checkpoint = registry.find(name)
        folder = root / checkpoint.relative_of.split("/")[-1]
        torch.manual_seed(0)
        build().save_pretrained(folder)
        for file in checkpoint.folder.iterdir():
            if file.name.startswith(("tokenizer", "vocab")):
                shutil.copy(file, folder)
        if checkpoint.reads == "images":
            hf.DeiTImageProcessor().save_pretrained(folder)
        if checkpoint.reads == "speech":
            hf.Wav2Vec2FeatureExtractor().save_pretrained(folder)


def measured(case: Case, options: Any) -> dict[str, Any]:
    """One row of the table."""
    start = {key: value.cpu().clone() for key, value in case.model.state_dict().items()}
    losses, seconds, peak = {}, {}, {}
    for precision in ("bf16", "fp32"):  # The weights of the second stay.
        losses[precision], seconds[precision], peak[precision] = run(case, precision, start, options)
    with torch.no_grad():
        exact = case.predict(case.model).float().cpu()
        with autocast("bf16", options.device):
            rounded = case.predict(case.model).float().cpu()
    steps = math.ceil(case.rows / case.batch_size)

    def both(name: str, value: Callable[[str], float]) -> dict[str, float]:
        return {f"{name} {precision}": round(value(precision), 3) for precision in ("fp32", "bf16")}

    return {
        "million weights": round(sum(weight.numel() for weight in case.model.parameters()) / 1e6, 1),
        "rows": case.rows,
        "batch": case.batch_size,
        **both("ms a step", lambda precision: 1000 * seconds[precision]),
        **both("s an epoch", lambda precision: steps * seconds[precision]),
        **both("peak GB", lambda precision: peak[precision] / 2**30),
        **both("last loss", lambda precision: statistics.mean(losses[precision][-5:])),
        "largest logit difference": round(float((rounded - exact).abs().max()), 4),
        "spread of logits": round(float(exact.std(dim=0).mean()), 4),
        "same class": round(float((rounded.argmax(1) == exact.argmax(1)).float().mean()), 3),
    }


def run(case: Case, precision: str, start: dict[str, Tensor], options: Any) -> tuple[list[float], float, int]:
    """The losses of the steps, the seconds of one, and the peak of the GPU's memory in bytes (0 on a CPU)."""
    cuda = options.device.startswith("cuda")
    with autocast(precision, options.device):
        case.train(case.model, options.steps)  # Kernels are chosen when they first meet a length of text.
        case.model.load_state_dict(start)
        if cuda:
            torch.cuda.synchronize()
            torch.cuda.reset_peak_memory_stats()
        torch.manual_seed(0)
        started = time.perf_counter()
        losses = case.train(case.model, options.steps)
        if cuda:
            torch.cuda.synchronize()
        seconds = (time.perf_counter() - started) / options.steps
    return losses, seconds, torch.cuda.max_memory_allocated() if cuda else 0


def autocast(precision: str, device: str) -> Any:
    """The context that computes in this precision."""
    return torch.autocast(torch.device(device).type, torch.bfloat16) if precision == "bf16" else nullcontext()


def pairs(checkpoint: str) -> Callable[[Toolbox], Case]:
    """a01_entailment: the epoch of q5 on pairs of sentences."""

    def prepare(toolbox: Toolbox) -> Case:
        loop = reference("a01_entailment", "q5_train")
        rows = toolbox.labelled_rows(PAIRS)
        unlabelled = [{key: row[key] for key in ("sent1", "sent2")} for row in rows[:JUDGED]]
        batches = toolbox.pair_epochs(PAIRS, checkpoint, 0, 1, TEXT_BATCH)[0]

        def train(model: nn.Module, steps: int) -> list[float]:
            optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)
            chosen = [batches[step % len(batches)] for step in range(steps)]
            return [loop.train_epoch(model, chosen, optimizer)]

        model = toolbox.load_text_classifier(checkpoint, 0)
        return Case(
            model,
            len(rows),
            TEXT_BATCH,
            train,
            lambda model: toolbox.text_logits(model, PAIRS, checkpoint, unlabelled),
        )

    return prepare


def views(checkpoint: str, columns: list[str]) -> Callable[[Toolbox], Case]:
    """a02_multilingual: the loop of q5 on English, Persian or both."""

    def prepare(toolbox: Toolbox) -> Case:
        loop = reference("a02_multilingual", "q5_train")
        tokenizer = toolbox.load_tokenizer(checkpoint)
        labels = train_labels(toolbox, REGISTERS)
        examples = toolbox.encode_columns(checkpoint, toolbox.labelled_rows(REGISTERS), columns)
        return Case(
            toolbox.load_text_classifier(checkpoint, 0),
            len(labels),
            TEXT_BATCH,
            lambda model, steps: loop.train(model, tokenizer, examples, labels, steps=steps, lr=2e-5),
            lambda model: loop.predict(model, tokenizer, examples[:JUDGED]),
        )

    return prepare


def pictures(toolbox: Toolbox) -> Case:
    """a10_vision: everything but the last block frozen (q3), the loop of q5."""
    freeze, loop = reference("a10_vision", "q3_freeze"), reference("a10_vision", "q5_train")
    model, train = toolbox.load_image_classifier(0), toolbox.training_images()
    freeze.freeze_all_but_last_block(model)
    return Case(
        model,
        len(train["labels"]),
        IMAGE_BATCH,
        lambda model, steps: loop.train(
            model, **train, steps=steps, batch_size=IMAGE_BATCH, lr=1e-4, warmup_steps=0, seed=0
        ),
        lambda model: loop.predict(model, train["pixel_values"][:JUDGED]),
    )


def all_weights(toolbox: Toolbox) -> Case:
    """a10_vision without any freezing."""
    case = pictures(toolbox)
    case.model.requires_grad_(True)
    return case


def recordings(toolbox: Toolbox) -> Case:
    """a11_speech: the loop of q8 on the course's classifier."""
    loop = reference("a11_speech", "q8_train")
    train = toolbox.training_recordings()
    return Case(
        toolbox.speech_classifier(0, train["labels"]),
        len(train["labels"]),
        SPEECH_BATCH,
        lambda model, steps: loop.train(model, **train, steps=steps, lr=1e-4, warmup=0),
        lambda model: loop.predict(
            model, train["waveforms"][:JUDGED], train["lengths"][:JUDGED], SPEECH_BATCH
        ),
    )


CASES: dict[str, Callable[[Toolbox], Case]] = {
    "a01-parsbert": pairs("mini-parsbert"),
    "a01-xlmr": pairs("mini-xlmr"),
    "a02-electra-english": views("mini-electra", ["source"]),
    "a02-parsbert-persian": views("mini-parsbert", ["targets"]),
    "a02-xlmr-both": views("mini-xlmr", ["source", "targets"]),
    "a03-xlmr-english": views("mini-xlmr", ["source"]),
    "a10-deit-last-block": pictures,
    "a10-deit-all": all_weights,
    "a11-hubert": recordings,
}

if __name__ == "__main__":
    main()
