"""The course's own helpers that run in the worker, beside the student's code: ``student.kit.…`` in a check."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from course.kit import checkpoints
from course.kit.data import read_rows
from course.kit.training import FINETUNE, TrainingRun, predict

_TEXT_FUNCTIONS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "strip": str.strip,
    "reverse": lambda text: text[::-1],
    "exclaim": lambda text: text + "!",
}


class RecordedCallback:
    """A callable with a fixed table of answers that remembers what it was asked."""

    def __init__(self, table: dict[str, float]) -> None:
        self._table = table
        self.calls: list[list[Any]] = []

    def __call__(self, *arguments: Any) -> float:
        self.calls.append(list(arguments))
        return self._table["/".join(str(argument) for argument in arguments)]


class Toolbox:
    """Every public method can be called by a check; objects go by handle. ``handicap`` is a calibration baseline."""

    def __init__(self, profile: str, device: str, scratch: Path) -> None:
        self._profile = profile
        self._device = torch.device(device)
        self._scratch = scratch
        self._runs: dict[int, TrainingRun] = {}
        self._folders = 0
        self._recordings: dict[int, tuple[Any, list[dict[str, bool]]]] = {}
        self.handicap: str | None = None

    def value(self, kept: Any, kind: str | None = None) -> Any:
        """What a handle stands for, as data; ``kind`` turns it into a set first."""
        return {"set": set, "frozenset": frozenset}[kind](kept) if kind else kept

    def tokenize(self, tokenizer: Any, texts: list[str]) -> list[list[int]]:
        """Token ids of each text by itself, without special tokens."""
        return tokenizer(texts, add_special_tokens=False)["input_ids"]

    def special_tokens(self, tokenizer: Any) -> dict[str, int]:
        return {"cls": tokenizer.cls_token_id, "sep": tokenizer.sep_token_id, "pad": tokenizer.pad_token_id}

    def generator(self, seed: int) -> torch.Generator:
        return torch.Generator().manual_seed(seed)

    def load_tokenizer(self, name: str = "mini-parsbert") -> Any:
        return checkpoints.load_tokenizer(name, self._profile)

    def load_classifier(
        self,
        name: str = "mini-parsbert",
        num_labels: int = 3,
        seed: int = 0,
        num_hidden_layers: int | None = None,
    ) -> nn.Module:
        """A classifier on the named checkpoint; with ``num_hidden_layers``, on its first layers only."""
        model: Any = checkpoints.load_classifier(name, num_labels, seed, self._profile)
        if self.handicap == "random_init":
            model = self._reinitialised(model, seed)
        if num_hidden_layers is not None:
            model.bert.encoder.layer = model.bert.encoder.layer[:num_hidden_layers]
            model.config.num_hidden_layers = num_hidden_layers
        return model.to(self._device)

    def tiny_classifier(self, seed: int = 0, **config: Any) -> nn.Module:
        """A randomly initialised BERT classifier, small enough for exact tests; ``config`` overrides its BertConfig."""
        from transformers import BertConfig, BertForSequenceClassification

        settings = {
            "vocab_size": 99, "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 4,
            "intermediate_size": 32, "max_position_embeddings": 64, "num_labels": 3, **config,
        }  # fmt: skip
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return BertForSequenceClassification(BertConfig(**settings)).eval()

    def perturb(self, model: nn.Module, seed: int, scale: float) -> None:
        """Adds noise to every weight, so that no bias is 0, no norm is 1 and no two weights are alike."""
        noise = self.generator(seed)
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.add_(scale * torch.randn(parameter.shape, generator=noise))

    def shuffle_registration(self, model: nn.Module, seed: int) -> None:
        """Puts the parameters in another order; names and outputs stay (a list of layers is run in its order)."""
        order = random.Random(seed)
        for module in model.modules():
            if not isinstance(module, nn.ModuleList):
                tables: list[dict[str, Any]] = [module._modules, module._parameters]
                for children in tables:
                    names = order.sample(list(children), k=len(children))
                    for name in names:
                        children[name] = children.pop(name)

    def load_folder(self, folder: str) -> nn.Module:
        """A classifier that was saved by ``save_pretrained``, read by the course."""
        from transformers import BertForSequenceClassification

        return BertForSequenceClassification.from_pretrained(folder)

    def forward(self, model: nn.Module, batch: dict[str, Tensor]) -> dict[str, Any]:
        """Logits and hidden states in evaluation mode, without gradients; the mode is put back."""
        was_training = model.training
        model.eval()
        with torch.no_grad():
            output = model(**self._moved(batch), output_hidden_states=True)
        model.train(was_training)
        return {"logits": output.logits, "hidden_states": list(output.hidden_states)}

    def state_dict(self, model: nn.Module) -> dict[str, Tensor]:
        return {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}

    def config(self, model: Any) -> dict[str, Any]:
        """The plain entries of a model's configuration."""
        plain = (bool, int, float, str, list, type(None))
        return {key: value for key, value in model.config.to_dict().items() if isinstance(value, plain)}

    def requires_grad(self, model: nn.Module) -> dict[str, bool]:
        return {name: parameter.requires_grad for name, parameter in model.named_parameters()}

    def set_requires_grad(self, model: nn.Module, prefix: str, flag: bool) -> None:
        """Freezes or thaws the parameters whose names start with ``prefix``."""
        for name, parameter in model.named_parameters():
            if name.startswith(prefix):
                parameter.requires_grad = flag

    def attention_sizes(self, model: Any) -> list[list[int]]:
        """What each attention layer of a BERT model states: ``[num_attention_heads, all_head_size]``."""
        attentions = [layer.attention.self for layer in model.bert.encoder.layer]
        return [[attention.num_attention_heads, attention.all_head_size] for attention in attentions]

    def record_forwards(self, model: nn.Module) -> None:
        """From now on notes mode and gradients at each forward pass of ``model``; forgets what was noted before."""
        if id(model) in self._recordings:
            self._recordings[id(model)][0].remove()
        seen: list[dict[str, bool]] = []

        def note(module: nn.Module, arguments: Any) -> None:
            seen.append({"training": module.training, "gradients": torch.is_grad_enabled()})

        self._recordings[id(model)] = (model.register_forward_pre_hook(note), seen)

    def recorded_forwards(self, model: nn.Module) -> list[dict[str, bool]]:
        return self._recordings[id(model)][1]

    def training_mode(self, model: nn.Module) -> bool:
        return model.training

    def set_mode(self, model: nn.Module, training: bool) -> None:
        model.train(training)

    def adamw_step(
        self, model: nn.Module, batch: dict[str, Tensor], lr: float = 1e-2, weight_decay: float = 0.1
    ) -> float:
        """One real AdamW step over every parameter that requires a gradient; returns the loss."""
        optimizer = self.make_adamw(model, lr, weight_decay)
        optimizer.zero_grad()
        loss = model(**self._moved(batch)).loss
        loss.backward()
        optimizer.step()
        return loss.item()

    def make_adamw(self, model: nn.Module, lr: float, weight_decay: float = 0.0) -> torch.optim.Optimizer:
        trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
        return torch.optim.AdamW(trainable, lr=lr, weight_decay=weight_decay)

    def make_sgd(self, model: nn.Module, lr: float) -> torch.optim.Optimizer:
        """Plain gradient descent: a step is exactly lr times the gradient, so a check can recompute it."""
        return torch.optim.SGD(
            [parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr
        )

    def make_scheduler(self, optimizer: torch.optim.Optimizer, gamma: float) -> Any:
        """A schedule that multiplies the rate by ``gamma`` after each step."""
        return torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)

    def optimizer_groups(self, groups: Any, model: nn.Module) -> list[dict[str, Any]]:
        """An optimiser's parameter groups by name: ``[{"names": […], "lr": …, "weight_decay": …}]``."""
        names = {id(parameter): name for name, parameter in model.named_parameters()}
        groups = getattr(groups, "param_groups", groups)
        return [
            {
                "names": [names.get(id(parameter), "?") for parameter in group["params"]],
                "lr": group.get("lr"),
                "weight_decay": group.get("weight_decay"),
            }
            for group in groups
        ]

    def learning_rates(self, optimizer: torch.optim.Optimizer, scheduler: Any, steps: int) -> list[float]:
        """The first group's rate before each of ``steps`` steps."""
        rates = []
        for _ in range(steps):
            rates.append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            scheduler.step()
        return rates

    def describe_figure(self, figure: Any) -> dict[str, Any]:
        """What a matplotlib Figure shows, as data."""
        return {"axes": [_describe_axes(axes) for axes in figure.axes]}

    def callback(self, table: dict[str, float]) -> RecordedCallback:
        return RecordedCallback(table)

    def calls(self, callback: RecordedCallback) -> list[list[Any]]:
        return callback.calls

    def text_function(self, name: str) -> Callable[[str], str]:
        return _TEXT_FUNCTIONS[name]

    def scratch_dir(self) -> str:
        """A fresh, empty folder that the student's function may write to."""
        self._folders += 1
        folder = self._scratch / f"folder{self._folders}"
        folder.mkdir()
        return str(folder)

    def listdir(self, folder: str) -> list[str]:
        return sorted(path.name for path in Path(folder).iterdir())

    def train(
        self,
        model: nn.Module,
        seed: int,
        steps: int,
        batch_size: int = FINETUNE.batch_size,
        lr: float = FINETUNE.lr,
    ) -> None:
        """Goes on with the course's own training run of ``model`` on the training split of farstail."""
        run = self._runs.get(id(model))
        if run is None:
            run = TrainingRun(
                model, self.load_tokenizer(), self.train_rows(), seed, batch_size=batch_size, lr=lr
            )
            self._runs[id(model)] = run
        run.advance(steps)

    def train_rows(self, limit: int | None = None) -> list[dict[str, str]]:
        """The training split; the handicap ``hypothesis_only`` blanks the premises."""
        rows = read_rows("farstail", "train", self._profile)[:limit]
        return [{**row, "premise": self._premise(row["premise"])} for row in rows]

    def predict(self, model: nn.Module, premises: list[str], hypotheses: list[str]) -> Tensor:
        """Logits (n, classes) by the course's own prediction loop."""
        return predict(model, self.load_tokenizer(), premises, hypotheses)

    def _premise(self, premise: str) -> str:
        return "" if self.handicap == "hypothesis_only" else premise

    def _moved(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        return {key: value.to(self._device) for key, value in batch.items()}

    def _reinitialised(self, model: nn.Module, seed: int) -> nn.Module:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return type(model)(model.config)


def _describe_axes(axes: Any) -> dict[str, Any]:
    from matplotlib.collections import LineCollection
    from matplotlib.container import BarContainer, ErrorbarContainer

    def numbers(values: Any) -> list[float]:
        return [float(value) for value in values]

    legend = axes.get_legend()
    return {
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "lines": [
            {"x": numbers(line.get_xdata()), "y": numbers(line.get_ydata()), "label": str(line.get_label())}
            for line in axes.get_lines()
        ],
        "bars": [
            {
                "x": float(bar.get_x()),
                "y": float(bar.get_y()),
                "height": float(bar.get_height()),
                "width": float(bar.get_width()),
            }
            for container in axes.containers
            if isinstance(container, BarContainer)
            for bar in container
        ],
        "points": [
            [numbers(point) for point in collection.get_offsets()]
            for collection in axes.collections
            if hasattr(collection, "get_offsets") and len(collection.get_offsets())
        ],
        "intervals": [
            sorted(numbers(segment[:, 0] if segment[0, 1] == segment[1, 1] else segment[:, 1]))
            for collection in axes.collections
            if isinstance(collection, LineCollection)
            for segment in collection.get_segments()
            if len(segment) == 2
        ],
        "errorbars": sum(isinstance(container, ErrorbarContainer) for container in axes.containers)
        + sum(getattr(container, "errorbar", None) is not None for container in axes.containers),
        "xticklabels": [label.get_text() for label in axes.get_xticklabels()],
        "yticklabels": [label.get_text() for label in axes.get_yticklabels()],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
    }
