"""Tiny encoders of several architectures, a classifier that follows a script, and batches of pairs in epochs."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers.modeling_outputs import SequenceClassifierOutput

from autograder.worker.toolbox.languages import Languages
from autograder.worker.toolbox.spelling import standard_spelling
from course.kit import checkpoints
from course.kit.data import Row, describe, label_ids

_LENGTH = 64


class BagOfTokens(nn.Module):
    """A classifier whose logits are the mean of its tokens' rows in a table, and which counts its training steps in a buffer.

    With a script it answers in evaluation as the script says for the epoch it is in: `hits`, how many rows it gets right
    (rows are numbered by their first token), `scale`, how sure it is of every answer, and `nan`, whether a wrong answer is
    NaN; `train_nan` makes every training loss of the epoch NaN. It remembers its state at the first evaluation in each epoch.
    """

    def __init__(self, vocabulary: int, classes: int) -> None:
        super().__init__()
        self.table = nn.Embedding(vocabulary, classes)
        self.register_buffer("steps", torch.zeros((), dtype=torch.long))
        self.script: list[dict[str, Any]] = []
        self.steps_per_epoch = 1
        self.states: dict[int, dict[str, Tensor]] = {}

    def forward(
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        labels: Tensor | None = None,
        token_type_ids: Tensor | None = None,
    ) -> SequenceClassifierOutput:
        steps = int(self.get_buffer("steps"))
        epoch = (steps if self.training else max(0, steps - 1)) // self.steps_per_epoch
        scripted = self.script[min(epoch, len(self.script) - 1)] if self.script else {}
        mask = attention_mask[:, :, None].to(self.table.weight.dtype)
        logits = (self.table(input_ids) * mask).sum(1) / mask.sum(1)
        if self.training:
            self.get_buffer("steps").add_(1)
        elif scripted and labels is not None:
            self.states.setdefault(
                epoch, {name: value.detach().clone() for name, value in self.state_dict().items()}
            )
            logits = _scripted_logits(scripted, input_ids[:, 0], labels, logits.shape[1])
        loss = None if labels is None else functional.cross_entropy(logits, labels)
        if self.training and scripted.get("train_nan") and loss is not None:
            loss = loss * float("nan")
        return SequenceClassifierOutput(loss=loss, logits=logits)


class Encoders(Languages):
    """What the assignments on classification need beside checkpoints."""

    def tiny_encoder(self, kind: str, seed: int = 0, **config: Any) -> nn.Module:
        """A random encoder without dropout: "bert", "xlm-roberta" (one token type, padding id 1) or "electra" (no pooler)."""
        from transformers import AutoConfig, AutoModel

        settings = {
            "vocab_size": 99, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "embedding_size": 16,
            "intermediate_size": 32, "max_position_embeddings": 64, "hidden_dropout_prob": 0.0,
            "attention_probs_dropout_prob": 0.0, **({"type_vocab_size": 1} if kind == "xlm-roberta" else {}), **config,
        }  # fmt: skip
        settings = AutoConfig.for_model(kind, **settings)
        return self._seeded(seed, lambda: AutoModel.from_config(settings)).eval()

    def first_states(self, encoder: Any, batch: dict[str, Tensor]) -> Tensor:
        """The first position (B, D) of an encoder's last hidden state in evaluation mode; the mode is put back."""
        was_training = encoder.training
        encoder.eval()
        with torch.no_grad():
            hidden = encoder(**batch).last_hidden_state
        encoder.train(was_training)
        return hidden[:, 0]

    def bag_of_tokens(self, seed: int, vocabulary: int, classes: int = 3) -> nn.Module:
        """A `BagOfTokens` without a script."""
        return self._seeded(seed, lambda: BagOfTokens(vocabulary, classes))

    def set_script(self, model: BagOfTokens, script: list[dict[str, Any]], steps_per_epoch: int) -> None:
        """From now on the model follows the script, one entry an epoch of so many training steps."""
        model.script, model.steps_per_epoch = script, steps_per_epoch

    def evaluated_states(self, model: BagOfTokens) -> dict[int, dict[str, Tensor]]:
        """The state dict that a scripted model had when it was evaluated, by epoch."""
        return model.states

    def tied_tables(self, vocabulary: int, size: int) -> nn.Module:
        """A model whose output layer, and a second table, share the weight of its table of words."""
        model = nn.Module()
        model.table, model.inner = nn.Embedding(vocabulary, size), nn.Linear(size, size)
        model.targets, model.output = nn.Embedding(vocabulary, size), nn.Linear(size, vocabulary, bias=False)
        model.targets.weight = model.output.weight = model.table.weight
        return model

    def iterate(self, values: list[Any]) -> Any:
        """An iterator over values; to be kept in the worker."""
        return iter(values)

    def make_warmup(self, optimizer: torch.optim.Optimizer, steps: int) -> Any:
        """A schedule that raises the rate evenly to its own value within so many steps, and leaves it there."""
        return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / steps))

    def pair_epochs(
        self, name: str, checkpoint: str, seed: int, epochs: int, batch_size: int = 16
    ) -> list[list[dict[str, Tensor]]]:
        """Batches of the training split for each epoch, in other orders; to be kept in the worker."""
        order, rows = random.Random(seed), self.labelled_rows(name)
        return [
            self._batches(name, checkpoint, order.sample(rows, len(rows)), batch_size) for _ in range(epochs)
        ]

    def pair_validation(self, name: str, checkpoint: str, batch_size: int = 64) -> list[dict[str, Tensor]]:
        """Batches of the validation split; to be kept in the worker."""
        return self._batches(name, checkpoint, self.labelled_rows(name, "validation"), batch_size)

    def text_logits(self, model: nn.Module, name: str, checkpoint: str, rows: list[Row]) -> Tensor:
        """Logits (n, classes) of rows without labels, in evaluation mode; the mode is put back."""
        was_training = model.training
        model.eval()
        with torch.no_grad():
            parts = [
                model(**batch).logits.float().cpu() for batch in self._batches(name, checkpoint, rows, 64)
            ]
        model.train(was_training)
        return torch.cat(parts)

    def _batches(self, name: str, checkpoint: str, rows: list[Row], size: int) -> list[dict[str, Tensor]]:
        dataset = describe(name)
        tokenizer: Any = checkpoints.load_tokenizer(checkpoint, self._profile)
        batches = []
        for start in range(0, len(rows), size):
            chosen = rows[start : start + size]
            texts = [[standard_spelling(row[column]) for row in chosen] for column in dataset.texts]
            batch: dict[str, Tensor] = dict(
                tokenizer(*texts, truncation=True, max_length=_LENGTH, padding=True, return_tensors="pt")
            )
            if dataset.label in chosen[0]:
                batch["labels"] = torch.tensor(label_ids(chosen, name))
            batches.append(self._moved(batch))
        return batches


def _scripted_logits(scripted: dict[str, Any], numbers: Tensor, labels: Tensor, classes: int) -> Tensor:
    right = numbers < scripted["hits"]
    answers = torch.where(right, labels, (labels + 1) % classes)
    logits = scripted["scale"] * functional.one_hot(answers, classes).float()
    if scripted.get("nan"):
        logits = logits.masked_fill(~right[:, None], float("nan"))
    return logits
