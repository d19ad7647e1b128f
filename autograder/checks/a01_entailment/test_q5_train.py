"""Checks of question 5: an epoch of training, its evaluation, and which epoch is left in the end."""

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from autograder.authoring import Text, convergence, depends, expect, hint, points, raises, title
from autograder.authoring.evaluation import expect_evaluation, expect_mode_kept

VOCABULARY = 30
LR = 0.5
# Rows of the scripted validation: their numbers are their first tokens, their labels never 0.
SIZES = (4, 4, 2)
ROWS = sum(SIZES)
KEYS = ("train_loss", "loss", "accuracy")
# Settings that measured well for mini-parsbert on this set; see the card of the sample for the baselines.
NAME, CHECKPOINT, EPOCHS, RATE = "parsinlu-entailment", "mini-parsbert", 2, 6e-4


def _batches(draw, sizes: tuple[int, ...]) -> list[dict[str, Tensor]]:
    """Labelled batches of unequal sizes and lengths."""
    batches = []
    for size in sizes:
        lengths = torch.tensor([draw.rng.randint(2, 7) for _ in range(size)])
        mask = (torch.arange(int(lengths.max())) < lengths[:, None]).long()
        batches.append(
            {
                "input_ids": draw.integers(0, VOCABULARY, mask.shape),
                "attention_mask": mask,
                "labels": draw.integers(0, 3, (size,)),
            }
        )
    return batches


def _logits(table: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """What a bag of tokens answers: the mean of its tokens' rows in the table."""
    mask = batch["attention_mask"][:, :, None].double()
    return (table[batch["input_ids"]] * mask).sum(1) / mask.sum(1)


def _descend(
    table: Tensor, batches: list[dict[str, Tensor]], gamma: float, max_norm: float
) -> tuple[Tensor, list[float]]:
    """The table after one clipped step of gradient descent a batch in float64, and the losses before the steps."""
    table, losses = table.double(), []
    for step, batch in enumerate(batches):
        weight = table.clone().requires_grad_()
        loss = functional.cross_entropy(_logits(weight, batch), batch["labels"])
        (gradient,) = torch.autograd.grad(loss, weight)
        scale = min(1.0, max_norm / gradient.norm().item())
        table = table - LR * gamma**step * scale * gradient
        losses.append(loss.item())
    return table, losses


def _mean(losses: list[float], batches: list[dict[str, Tensor]]) -> float:
    sizes = [len(batch["labels"]) for batch in batches]
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)


def _expect_epoch(student, draw, because: Text, gamma: float = 1.0, max_norm: float = 1e9) -> None:
    model = student.kit.bag_of_tokens(draw.seed(), VOCABULARY)
    batches = _batches(draw, (5, 5, 5, 2))
    table, losses = _descend(student.kit.state_dict(model)["table.weight"], batches, gamma, max_norm)
    optimizer = student.kit.make_sgd(model, LR)
    scheduler = None if gamma == 1.0 else student.kit.make_scheduler(optimizer, gamma)
    student.kit.set_mode(model, False)
    student.kit.record_forwards(model)
    returned = student.train_epoch(model, batches, optimizer, scheduler, max_norm)
    after = student.kit.state_dict(model)["table.weight"]
    expect(after, "the weights after an epoch").is_tensor().is_close(table, atol=1e-4, because=because)
    expect(returned, "train_epoch(…)").is_number().is_close(
        _mean(losses, batches),
        atol=1e-4,
        because=Text(
            en="the mean is over examples: the last batch has fewer of them and counts for less",
            fa="میانگین روی نمونه‌هاست: دستهٔ آخر نمونهٔ کمتری دارد و کمتر می‌شمارد",
        ),
    )
    modes = [entry["training"] for entry in student.kit.recorded_forwards(model)]
    expect(modes, "training mode at each batch of train_epoch").equals(
        [True] * len(batches),
        because=Text(
            en="one forward pass a batch, in training mode, in whatever mode the model came",
            fa="برای هر دسته یک گذر، در حالت آموزش، مدل در هر حالتی که آمده باشد",
        ),
    )


@points(4)
@title(en="An epoch is one step a batch", fa="هر دوره برای هر دسته یک گام است")
@hint(
    en="train(), and for each batch zero_grad, loss, backward, clip, step; add up loss × examples.",
    fa="train() و برای هر دسته zero_grad، هزینه، backward، برش و step؛ جمعِ هزینه × شمار نمونه‌ها.",
)
def test_an_epoch_is_one_step_a_batch(student, draw):
    """Weights and mean loss after four batches (the last one smaller) of SGD in float64, without and with clipping, and the
    mode; within 1e-4 (float32 strays by 1e-6 here).
    """
    because = Text(
        en="a step uses the gradient of its own batch alone",
        fa="هر گام فقط گرادیان دستهٔ خودش را به کار می‌برد",
    )
    _expect_epoch(student, draw, because)
    clipped = Text(
        en="the norm of all gradients together is clipped to max_norm, after backward and before the step",
        fa="نُرمِ همهٔ گرادیان‌ها با هم تا max_norm بریده می‌شود، پس از backward و پیش از گام",
    )
    _expect_epoch(student, draw, clipped, max_norm=0.05)


@points(1)
@depends("test_an_epoch_is_one_step_a_batch")
@title(en="The scheduler advances after each step", fa="زمان‌بند پس از هر گام جلو می‌رود")
@hint(
    en="scheduler.step() after optimizer.step(), if there is one.",
    fa="scheduler.step() پس از optimizer.step()، اگر باشد.",
)
def test_the_scheduler_follows_the_steps(student, draw):
    """As above with a rate that halves after each step; one step late would be off by a factor of two."""
    because = Text(
        en="the rate does not change once after each step", fa="نرخ یادگیری پس از هر گام یک بار عوض نمی‌شود"
    )
    _expect_epoch(student, draw, because, gamma=0.5)


@points(3)
@title(en="Evaluation counts each example once", fa="ارزیابی هر نمونه را یک بار می‌شمارد")
@hint(
    en="eval() and no_grad(), sums over examples, one division in the end, and the mode as it was.",
    fa="eval() و no_grad()، جمع روی نمونه‌ها، یک تقسیم در پایان، و حالت مدل مثل اول.",
)
def test_evaluation_counts_each_example(student, draw):
    """Loss and accuracy over batches of 5, 5 and 1 against float64, within 1e-5; weights as they were; mode and gradients as a
    course-owned recorder sees them.
    """
    model = student.kit.bag_of_tokens(draw.seed(), VOCABULARY)
    before = student.kit.state_dict(model)
    batches = _batches(draw, (5, 5, 1))
    answers = [_logits(before["table.weight"].double(), batch) for batch in batches]
    losses = [
        functional.cross_entropy(logits, batch["labels"]).item()
        for logits, batch in zip(answers, batches, strict=True)
    ]
    hits = sum(
        int((logits.argmax(1) == batch["labels"]).sum())
        for logits, batch in zip(answers, batches, strict=True)
    )
    for training in (True, False):
        student.kit.set_mode(model, training)
        student.kit.record_forwards(model)
        scores = student.evaluate(model, batches)
        expect(scores, "evaluate(…)").is_dict(keys=["loss", "accuracy"])
        because = Text(
            en="each example counts the same: a mean of the batches' means gives a small batch too much",
            fa="همهٔ نمونه‌ها به یک اندازه می‌شمارند: میانگینِ میانگینِ دسته‌ها به دستهٔ کوچک بیش از سهمش می‌دهد",
        )
        expect(scores["loss"], "“loss”").is_close(_mean(losses, batches), atol=1e-5, because=because)
        expect(scores["accuracy"], "“accuracy”").is_close(hits / 11, atol=1e-9, because=because)
        seen = student.kit.recorded_forwards(model)
        expect(len(seen), "the number of forward passes of evaluate").at_least(3)
        expect_evaluation(seen, "evaluate")
        expect_mode_kept(student, model, training, "evaluate")
    after = student.kit.state_dict(model)
    expect(after["table.weight"], "the weights after evaluate").is_bit_equal(before["table.weight"])


def _scores(entry: dict[str, Any]) -> dict[str, float]:
    """Validation loss and accuracy that an entry of a script leads to."""
    right = math.log1p(2 * math.exp(-entry["scale"]))
    wrong = ROWS - entry["hits"]
    loss = math.nan if entry.get("nan") and wrong else right + entry["scale"] * wrong / ROWS
    return {"loss": loss, "accuracy": entry["hits"] / ROWS}


def _validation(draw) -> list[dict[str, Tensor]]:
    batches, start = [], 0
    for size in SIZES:
        ids = draw.integers(0, VOCABULARY, (size, 4))
        ids[:, 0] = torch.arange(start, start + size)
        labels = 1 + draw.integers(0, 2, (size,))  # a NaN's argmax is class 0, which is then wrong
        batches.append({"input_ids": ids, "attention_mask": torch.ones_like(ids), "labels": labels})
        start += size
    return batches


class _Run:
    """A training run of a model that follows a script, with what is needed to judge what the student made of it."""

    def __init__(self, student, draw, script: list[dict[str, Any]], again: bool = False) -> None:
        """``again``: the same batches in every epoch, so that the training loss falls until the last."""
        self.student, self.script = student, script
        self.model = student.kit.bag_of_tokens(draw.seed(), VOCABULARY)
        self.start = student.kit.state_dict(self.model)
        student.kit.set_script(self.model, script, 2)
        self.epochs = (
            [_batches(draw, (4, 2))] * len(script) if again else [_batches(draw, (4, 2)) for _ in script]
        )
        self.validation = _validation(draw)
        self.optimizer = student.kit.make_adamw(self.model, lr=0.1, weight_decay=0.1)

    def fit(self, **settings: Any) -> Any:
        # An iterator: what goes through the epochs twice finds none the second time.
        epochs = self.student.kit.keep.iterate(self.epochs)
        return self.student.fit(self.model, epochs, self.validation, self.optimizer, **settings)

    def expect_best(self, result: Any, best: int, because: Text) -> None:
        """Expects the history of the script, and the model as it was in its best epoch, bit for bit."""
        expect(result, "fit(…)").is_dict(keys=["history", "best_epoch"])
        expect(result["history"], "“history”").is_list(length=len(self.script))
        for epoch, entry in enumerate(self.script):
            row = result["history"][epoch]
            expect(row, f"epoch {epoch} of “history”").is_dict(keys=list(KEYS))
            wanted = _scores(entry)
            for key in ("loss", "accuracy"):
                _expect_number(row[key], f"{key!r} of epoch {epoch}", wanted[key])
            if entry.get("train_nan"):
                _expect_number(row["train_loss"], f"'train_loss' of epoch {epoch}", math.nan)
        expect(result["best_epoch"], "“best_epoch”").equals(best, because=because)
        states = self.student.kit.evaluated_states(self.model)
        expect(states, "the states in which the model was evaluated").is_dict(keys=[best])
        self.expect_state(states[best], because)

    def expect_state(self, expected: dict[str, Tensor], because: Text) -> None:
        after = self.student.kit.state_dict(self.model)
        for name, value in expected.items():
            expect(after[name], f"{name} after fit").is_tensor().is_bit_equal(value, because=because)
        expect(self.student.kit.training_mode(self.model), "training mode after fit").equals(
            False,
            because=Text(
                en="fit leaves the model in evaluation mode", fa="fit مدل را در حالت ارزیابی می‌گذارد"
            ),
        )


def _expect_number(value: Any, name: str, wanted: float) -> None:
    if math.isnan(wanted):
        found = isinstance(value, float) and math.isnan(value)
        expect(found, f"“{name} is NaN”").is_true(
            because=Text(
                en="what was measured is recorded as it is", fa="آنچه اندازه گرفته شده همان‌طور ثبت می‌شود"
            )
        )
    else:
        expect(value, name).is_close(wanted, atol=1e-4)


def _script(*hits: int, scale: float = 2.0) -> list[dict[str, Any]]:
    return [{"hits": count, "scale": scale} for count in hits]


@points(4)
@depends("test_evaluation_counts_each_example")
@title(en="The best epoch is left, not the last", fa="بهترین دوره می‌ماند، نه آخرین")
@hint(
    en="copy.deepcopy(model.state_dict()) when an epoch is better than all before; load it in the end.",
    fa="وقتی دوره‌ای از همهٔ پیشین‌ها بهتر است copy.deepcopy(model.state_dict())؛ در پایان همان را بارگذاری کنید.",
)
def test_the_best_epoch_is_restored(student, draw):
    """Scripted histories whose best epoch is in the middle, the first, the last, and the only one; weights and a buffer that
    counts steps are bit-equal to those evaluated then; the epochs come as an iterator.
    """
    because = Text(
        en="the state of the best epoch was not kept: state_dict() hands out the weights themselves, which go on training; "
        "buffers belong to it",
        fa="حالت بهترین دوره نگه داشته نشده: state_dict() خودِ وزن‌ها را می‌دهد که آموزششان ادامه دارد؛ بافرها هم جزو آن‌اند",
    )
    for hits, best in (((4, 8, 6, 5), 1), ((7, 3, 2), 0), ((2, 5, 9), 2), ((6,), 0)):
        run = _Run(student, draw, _script(*hits), again=len(hits) == 4)
        run.expect_best(run.fit(), best, because)


@points(2)
@depends("test_the_best_epoch_is_restored")
@title(
    en="Of equal epochs the first, by the metric asked for", fa="از دوره‌های برابر اولی، با معیار خواسته‌شده"
)
@hint(
    en="A strict comparison keeps the first; for the loss smaller is better.",
    fa="مقایسهٔ اکید اولی را نگه می‌دارد؛ در loss کمتر بهتر است.",
)
def test_ties_and_the_metric(student, draw):
    """Equal accuracies with falling losses, equal losses, accuracy and loss that disagree, an accuracy of 0; an unknown metric
    raises before anything is trained; exact.
    """
    first = Text(
        en="of equally good epochs the first is the best", fa="از دوره‌های به یک اندازه خوب، اولی بهترین است"
    )
    run = _Run(student, draw, [{"hits": 8, "scale": 0.5 + epoch / 2} for epoch in range(3)])
    run.expect_best(run.fit(), 0, first)
    run = _Run(student, draw, _script(5, 8, 8, 3))
    run.expect_best(run.fit(metric="loss"), 1, first)
    metric = Text(
        en="metric='accuracy' asks for the highest accuracy, metric='loss' for the lowest validation loss",
        fa="معیار 'accuracy' بیشترین دقت را می‌خواهد و 'loss' کمترین هزینهٔ اعتبارسنجی را",
    )
    disagreeing = [{"hits": 6, "scale": 1.0}, {"hits": 7, "scale": 9.0}, {"hits": 5, "scale": 0.1}]
    run = _Run(student, draw, disagreeing)
    run.expect_best(run.fit(), 1, metric)
    run = _Run(student, draw, disagreeing)
    run.expect_best(run.fit(metric="loss"), 0, metric)
    run = _Run(student, draw, _script(0, 0))
    run.expect_best(run.fit(), 0, first)
    run = _Run(student, draw, _script(4, 5))
    with raises(ValueError, of="fit(…)"):
        run.fit(metric="macro_f1")
    for name, value in run.start.items():
        expect(student.kit.state_dict(run.model)[name], f"{name} after an unknown metric").is_bit_equal(value)


@points(3)
@depends("test_the_best_epoch_is_restored")
@title(en="A broken epoch is never the best", fa="دورهٔ خراب هیچ‌وقت بهترین نیست")
@hint(
    en="math.isfinite of all three numbers, before any comparison: every comparison with NaN is False.",
    fa="پیش از هر مقایسه math.isfinite هر سه عدد: هر مقایسه‌ای با NaN نادرست درمی‌آید.",
)
def test_broken_epochs_are_never_best(student, draw):
    """NaN validation losses first, in the middle and with the best accuracy, by either metric; training losses that become NaN
    while the accuracy rises; no sound epoch: ValueError, and the state dict as in the beginning; exact.
    """
    broken = Text(
        en="an epoch whose training loss, validation loss or accuracy is not finite cannot be the best, however good the rest",
        fa="دوره‌ای که هزینهٔ آموزش، هزینهٔ اعتبارسنجی یا دقتش متناهی نیست بهترین نمی‌شود، بقیه‌اش هر قدر خوب باشد",
    )
    nan = {"hits": 9, "scale": 2.0, "nan": True}
    for metric in ("accuracy", "loss"):
        run = _Run(student, draw, [nan, *_script(5, 7), nan, *_script(6)])
        run.expect_best(run.fit(metric=metric), 2, broken)
        script = _script(4, 6, 8, 9)
        script[2]["train_nan"] = script[3]["train_nan"] = True
        run = _Run(student, draw, script)
        run.expect_best(run.fit(metric=metric), 1, broken)
    run = _Run(student, draw, [nan, {**nan, "hits": 8}])
    with raises(ValueError, because=Text(en="no epoch was sound", fa="هیچ دوره‌ای سالم نبود"), of="fit(…)"):
        run.fit()
    run.expect_state(
        run.start,
        Text(
            en="without a sound epoch the model goes back to where it started",
            fa="بی دورهٔ سالم، مدل به جایی برمی‌گردد که از آن آغاز کرده",
        ),
    )


@points(3)
@depends("test_the_best_epoch_is_restored")
@title(en="Your training teaches the model entailment", fa="آموزش شما استلزام را به مدل یاد می‌دهد")
@hint(
    en="If all other checks pass, look for what only shows in a long run.",
    fa="اگر بقیهٔ آزمون‌ها قبول شده‌اند، دنبال چیزی بگردید که فقط در اجرای بلند پیدا می‌شود.",
)
@convergence(metric="skill", chunks=2)
def test_training_teaches_entailment(student, draw, attempt):
    """Skill on hidden pairs after `fit` with two epochs of mini-parsbert on the train split, and two more if need be.
    Threshold calibrated.
    """
    hidden = draw.hidden_rows(NAME, 300)
    model = student.kit.load_text_classifier(CHECKPOINT, seed=attempt.seed)
    optimizer = student.kit.make_adamw(model, RATE, 0.01)
    scheduler = student.kit.make_warmup(optimizer, 10)
    validation = student.kit.keep.pair_validation(NAME, CHECKPOINT)
    for piece in attempt:
        epochs = student.kit.keep.pair_epochs(NAME, CHECKPOINT, attempt.seed + piece, EPOCHS)
        student.fit(model, epochs, validation, optimizer, scheduler, metric="loss")
        attempt.score(hidden.skill(student.kit.text_logits(model, NAME, CHECKPOINT, hidden.rows)))
