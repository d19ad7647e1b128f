"""Question 3: train a classifier on English alone, prove that it saw nothing else, and test it on both languages."""

import copy
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.hooks import RemovableHandle
from transformers import PreTrainedModel, PreTrainedTokenizerBase

Batch = dict[str, Tensor]
Row = Mapping[str, str]

LABELS = ("quran", "bible", "mizan")


def encode(
    tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], max_length: int = 128
) -> list[list[int]]:
    """Turn texts into token ids, special tokens included, without padding.

    Args:
        tokenizer: a tokenizer of the transformers library.
        texts: one or more.
        max_length: the most tokens a text may take, special tokens included; a longer one loses its end.

    Returns:
        One list of ids a text, in the order of `texts`.
    """
    # BEGIN SOLUTION
    return tokenizer(list(texts), truncation=True, max_length=max_length)["input_ids"]
    # END SOLUTION


def make_batches(
    encoded: Sequence[Sequence[int]],
    labels: Sequence[int] | None,
    batch_size: int,
    pad_id: int,
    generator: torch.Generator | None = None,
) -> list[Batch]:
    """Cut encoded texts into padded batches, each text in exactly one of them.

    Args:
        encoded: token ids of n texts, of unequal lengths.
        labels: the class of each text; None for texts without labels.
        batch_size: texts in a batch; the last batch keeps what is left over and may be smaller.
        pad_id: the id that fills shorter texts up, on the right, to the longest text of their batch (no further).
        generator: draws the order of the texts, the same for the same seed; None keeps them in order.

    Returns:
        Batches of long tensors: "input_ids" and "attention_mask" (1 on real tokens, 0 on padding) of shape
        (texts, longest), and, if there are labels, "labels" of shape (texts,).
    """
    # BEGIN SOLUTION
    count = len(encoded)
    order = torch.arange(count) if generator is None else torch.randperm(count, generator=generator)
    batches = []
    for chosen in order.split(batch_size):
        texts = [torch.tensor(encoded[index]) for index in chosen.tolist()]
        pad = nn.utils.rnn.pad_sequence
        batch = {
            "input_ids": pad(texts, batch_first=True, padding_value=pad_id),
            "attention_mask": pad([torch.ones_like(text) for text in texts], batch_first=True),
        }
        if labels is not None:
            batch["labels"] = torch.tensor([labels[index] for index in chosen.tolist()])
        batches.append(batch)
    return batches
    # END SOLUTION


def predict(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], batch_size: int = 64
) -> Float[Tensor, "n classes"]:
    """Compute the logits of every text, with dropout off and no gradients recorded.

    Args:
        model: a classifier that takes `input_ids` and `attention_mask` and returns `.logits`; it may be in training or
            in evaluation mode, and on any device.
        tokenizer: its tokenizer.
        texts: one or more, encoded as `encode` does.
        batch_size: texts in a batch.

    Returns:
        One row a text, in the order of `texts`, on the CPU. The model is left in the mode it was found in.
    """
    # BEGIN SOLUTION
    was_training, device = model.training, next(model.parameters()).device
    batches = make_batches(encode(tokenizer, texts), None, batch_size, tokenizer.pad_token_id)  # pyright: ignore[reportArgumentType]
    model.eval()
    try:
        with torch.inference_mode():
            logits = [
                model(**{key: value.to(device) for key, value in batch.items()}).logits.cpu()
                for batch in batches
            ]
    finally:
        model.train(was_training)
    return torch.cat(logits)
    # END SOLUTION


def watch_inputs(model: nn.Module) -> tuple[list[list[int]], RemovableHandle]:
    """Write down every text that reaches a model from now on, whoever calls it and in whatever mode.

    Args:
        model: it is called with `input_ids` and `attention_mask` as keywords.

    Returns:
        A list that grows with each forward pass: the token ids of each text of the batch, in order, without its
        padding (where the attention mask is 0). And a handle: after `handle.remove()` the list grows no more.
        Nothing else about the model or its outputs changes.
    """
    # BEGIN SOLUTION
    seen: list[list[int]] = []

    def write_down(module: nn.Module, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        for ids, mask in zip(keywords["input_ids"], keywords["attention_mask"], strict=True):
            seen.append(ids[mask.bool()].tolist())

    return seen, model.register_forward_pre_hook(write_down, with_kwargs=True)
    # END SOLUTION


def foreign_texts(seen: Iterable[Sequence[int]], allowed: Iterable[Sequence[int]]) -> list[list[int]]:
    """Find what reached a model and should not have.

    Args:
        seen: token ids of the texts that reached it, as `watch_inputs` writes them down; repeats are normal.
        allowed: token ids of the texts that were to reach it, as `encode` gives them.

    Returns:
        The token ids of the texts seen that equal no allowed text, each once, in the order in which they first came.
        A text that is only a part of an allowed one, or has the same tokens in another order, is foreign.
    """
    # BEGIN SOLUTION
    known = {tuple(text) for text in allowed}
    strangers = dict.fromkeys(tuple(text) for text in seen if tuple(text) not in known)
    return [list(text) for text in strangers]
    # END SOLUTION


def train_on_source(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    train_rows: Sequence[Row],
    validation_rows: Sequence[Row],
    steps: int = 220,
    batch_size: int = 16,
    lr: float = 6e-4,
    warmup: int = 20,
    evaluate_every: int = 55,
    seed: int = 0,
) -> dict[str, Any]:
    """Train a classifier on the English side of the rows, and keep the weights that serve English validation best.

    Nothing but English texts of the two sets of rows reaches the model during this call: not to train on, and not to
    choose the weights by. Zero-shot means that no row of the target language has a say.

    Each step: gradients of zero; the model's own loss on the batch; gradients of all parameters clipped together to a
    norm of 1; one step of AdamW with weight decay 0.01 on every parameter that requires a gradient. The rate of step i
    (counted from 0) is lr · min(1, (i + 1) / warmup) · (1 − i / steps), without the factor of the warm-up if warmup
    is 0. The model is in training mode in each step. Batches are those of `make_batches` over all training rows, epoch
    after epoch, every epoch in a new order drawn from one generator that is seeded with `seed`; the last epoch ends
    where the steps do.

    After every `evaluate_every` steps, and after the last one, the validation loss is measured: the cross-entropy of
    `predict` on the English side of the validation rows, averaged over the rows. When all steps are done, the model
    gets back the weights it had at the lowest validation loss: of equal ones the earliest, and never those of a loss
    that is NaN (if all are, the last weights stay).

    Args:
        model: a classifier that returns `.loss` and `.logits` when a batch with "labels" is passed by keyword; it is
            trained in place, on the device it is on.
        tokenizer: its tokenizer; texts are encoded as `encode` does.
        train_rows: with "source" (English), "targets" (Persian) and "category", one of LABELS; class i is LABELS[i].
        validation_rows: rows of the same kind.
        steps: how many steps to take.
        batch_size: texts in a batch of training.
        lr: the highest learning rate.
        warmup: steps in which the rate rises.
        evaluate_every: steps between two measurements on the validation rows.
        seed: of the order of the texts.

    Returns:
        `{"losses": [...], "validation": [...], "best_step": ...}`: the loss of each step, measured before it moves
        the weights; a (step, loss) pair of each validation, where the step is how many steps had been taken; the step
        of the weights that the model has now.
    """
    # BEGIN SOLUTION
    device = next(model.parameters()).device
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / max(1, warmup)) * (1 - step / steps)
    )
    encoded = encode(tokenizer, [row["source"] for row in train_rows])
    labels = [LABELS.index(row["category"]) for row in train_rows]
    unseen = [row["source"] for row in validation_rows]
    answers = torch.tensor([LABELS.index(row["category"]) for row in validation_rows])
    generator = torch.Generator().manual_seed(seed)
    losses: list[float] = []
    validation: list[tuple[int, float]] = []
    best_loss, best_step, best_state = math.inf, steps, None
    while len(losses) < steps:
        for batch in make_batches(encoded, labels, batch_size, tokenizer.pad_token_id, generator):  # pyright: ignore[reportArgumentType]
            model.train()
            optimizer.zero_grad()
            loss = model(**{key: value.to(device) for key, value in batch.items()}).loss
            loss.backward()
            nn.utils.clip_grad_norm_(trainable, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if len(losses) % evaluate_every == 0 or len(losses) == steps:
                measured = functional.cross_entropy(predict(model, tokenizer, unseen), answers).item()
                validation.append((len(losses), measured))
                if measured < best_loss:
                    best_loss, best_step = measured, len(losses)
                    best_state = copy.deepcopy(model.state_dict())
            if len(losses) == steps:
                break
    if best_state is not None:
        model.load_state_dict(best_state)
    return {"losses": losses, "validation": validation, "best_step": best_step}
    # END SOLUTION


def score_languages(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, rows: Sequence[Row]
) -> dict[str, float]:
    """Measure what was learned in English on both sides of the same rows.

    Args:
        model: a trained classifier, see `predict`.
        tokenizer: its tokenizer.
        rows: with "source", "targets" and "category", one of LABELS; one or more.

    Returns:
        `{"in_distribution": ..., "out_of_distribution": ..., "gap": ...}`: the accuracy on the English side, that on the
        Persian side, and the first minus the second, Python floats. The predicted class is the largest logit.
    """
    # BEGIN SOLUTION
    labels = torch.tensor([LABELS.index(row["category"]) for row in rows])
    english, persian = (
        (predict(model, tokenizer, [row[side] for row in rows]).argmax(dim=1) == labels)
        .double()
        .mean()
        .item()
        for side in ("source", "targets")
    )
    return {"in_distribution": english, "out_of_distribution": persian, "gap": english - persian}
    # END SOLUTION
