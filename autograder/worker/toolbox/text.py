"""Tokenizers, BERT classifiers and the training run on pairs of sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import Tensor, nn

from autograder.worker.toolbox.languages import Languages
from autograder.worker.toolbox.spelling import standard_spelling
from course.kit import checkpoints
from course.kit.training import FINETUNE, TrainingRun, pair_batches, predict

_TEXT_FUNCTIONS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "strip": str.strip,
    "reverse": lambda text: text[::-1],
    "exclaim": lambda text: text + "!",
    "persian": standard_spelling,
}


class Text(Languages):
    """Persian pairs of sentences."""

    def tokenize(self, tokenizer: Any, texts: list[str]) -> list[list[int]]:
        """Token ids of each text by itself, without special tokens."""
        return tokenizer(texts, add_special_tokens=False)["input_ids"]

    def special_tokens(self, tokenizer: Any) -> dict[str, int]:
        return {"cls": tokenizer.cls_token_id, "sep": tokenizer.sep_token_id, "pad": tokenizer.pad_token_id}

    def text_function(self, name: str) -> Callable[[str], str]:
        return _TEXT_FUNCTIONS[name]

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
        return self._seeded(seed, lambda: BertForSequenceClassification(BertConfig(**settings))).eval()

    def load_folder(self, folder: str) -> nn.Module:
        """A classifier that was saved by ``save_pretrained``, read by the course."""
        from transformers import BertForSequenceClassification

        return BertForSequenceClassification.from_pretrained(folder)

    def attention_sizes(self, model: Any) -> list[list[int]]:
        """What each attention layer of a BERT model states: ``[num_attention_heads, all_head_size]``."""
        attentions = [layer.attention.self for layer in model.bert.encoder.layer]
        return [[attention.num_attention_heads, attention.all_head_size] for attention in attentions]

    def train(
        self,
        model: nn.Module,
        seed: int,
        steps: int,
        batch_size: int = FINETUNE.batch_size,
        lr: float = FINETUNE.lr,
    ) -> None:
        """Goes on with the course's own training run of ``model`` on the training split of farstail."""
        if id(model) not in self._runs:
            model.to(self._device)  # Submissions build models too, and nobody asks them where.
            batches = pair_batches(
                self.load_tokenizer(), self.train_rows(), seed, batch_size=batch_size, device=self._device
            )
            self._runs[id(model)] = TrainingRun(model, batches, seed, lr=lr)
        self._runs[id(model)].advance(steps)

    def on_device(self, batches: list[dict[str, Tensor]]) -> list[dict[str, Tensor]]:
        """The batches where ``load_classifier`` put the model; to be kept in the worker."""
        return [self._moved(batch) for batch in batches]

    def train_rows(self, limit: int | None = None) -> list[dict[str, str]]:
        """The training split; the handicap ``hypothesis_only`` blanks the premises."""
        return self.labelled_rows("farstail", limit=limit)

    def predict(self, model: nn.Module, premises: list[str], hypotheses: list[str]) -> Tensor:
        """Logits (n, classes) by the course's own prediction loop."""
        return predict(model, self.load_tokenizer(), premises, hypotheses)
