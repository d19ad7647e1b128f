"""Checks of question 4: gradients and steps of small batches against those of big ones, recomputed in float64."""

import math
from typing import Any

import torch

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a02_multilingual.oracles import Batch, State, mean_loss

VOCABULARY, CLASSES = 30, 3


def _batch(draw, rows: int, length: int, per_token: bool = False, targets: float = 0.5) -> Batch:
    """Rows of unequal lengths; with ``per_token`` a label for some of the tokens, how many differs from row to row."""
    lengths = [length, *(draw.rng.randint(2, length) for _ in range(rows - 1))]
    mask = (torch.arange(length) < torch.tensor(lengths)[:, None]).long()
    batch = {"input_ids": draw.integers(1, VOCABULARY, (rows, length)) * mask, "attention_mask": mask}
    if not per_token:
        return {**batch, "labels": draw.integers(0, CLASSES, (rows,))}
    labels = draw.integers(0, CLASSES, (rows, length))
    share = torch.linspace(0.1, 2 * targets, rows)[:, None]
    hidden = (torch.rand(rows, length, generator=draw.generator) > share) | (mask == 0)
    hidden[:, 1] = False
    return {**batch, "labels": labels.masked_fill(hidden, -100)}


def _pieces(batch: Batch, sizes: list[int]) -> list[Batch]:
    """The rows of a batch in pieces of these sizes, padded as they were."""
    parts = {key: values.split(sizes) for key, values in batch.items()}
    return [{key: values[index] for key, values in parts.items()} for index in range(len(sizes))]


def _joined(pieces: list[Batch]) -> Batch:
    return {key: torch.cat([piece[key] for piece in pieces]) for key in pieces[0]}


def _gradients(state: State, batch: Batch) -> tuple[float, State]:
    leaves = {name: weight.clone().requires_grad_() for name, weight in state.items()}
    loss = mean_loss(leaves, batch)
    return loss.item(), dict(zip(leaves, torch.autograd.grad(loss, list(leaves.values())), strict=True))


def _trained(
    state: State, batches: list[Batch], rates: list[float], max_norm: float
) -> tuple[State, list[float], list[float]]:
    """Weights after one clipped step of gradient descent a big batch; the losses; the norms before clipping."""
    losses, norms = [], []
    for batch, rate in zip(batches, rates, strict=True):
        loss, gradients = _gradients(state, batch)
        norm = math.sqrt(sum(gradient.square().sum().item() for gradient in gradients.values()))
        scale = rate * min(1.0, max_norm / norm)
        state = {name: weight - scale * gradients[name] for name, weight in state.items()}
        losses.append(loss)
        norms.append(norm)
    return state, losses, norms


def _model(student, draw, per_token: bool = False) -> Any:
    return student.kit.keep.mean_loss_model(draw.seed(), VOCABULARY, CLASSES, per_token)


def _expect_gradients(student, model: Any, expected: State, because: Text) -> None:
    found = student.kit.parameter_gradients(model)
    expect(found, "the gradients").is_dict(keys=expected)
    for name, gradient in expected.items():
        expect(found[name], f"the gradient of {name}").is_tensor(because=because).is_close(
            gradient, atol=1e-9, because=because
        )


def _expect_losses(losses: Any, expected: list[float], because: Text, atol: float = 1e-9) -> None:
    expect(losses, "the losses").is_list(length=len(expected), because=because)
    for index, (loss, value) in enumerate(zip(losses, expected, strict=True)):
        expect(loss, f"loss {index}").is_close(value, atol=atol, because=because)


@points(2)
@title(en="Micro-batches hold every row once", fa="ریزدسته‌ها هر سطر را یک بار دارند")
@hint(
    en="Slice every tensor by rows, then cut those of the mask's shape to the longest row that is left, which the mask tells "
    "and the ids do not.",
    fa="همهٔ تنسورها را سطر به سطر ببُرید، سپس آن‌ها را که شکل ماسک دارند تا بلندترین سطر باقی‌مانده کوتاه کنید؛ بلندترین را ماسک "
    "می‌گوید و نه شناسه‌ها.",
)
def test_micro_batches_hold_every_row_once(student, draw):
    """Sizes that divide the rows and that do not, one larger than all; labels of rows and of tokens; 0 is a token;
    ValueError; exact.
    """
    because = Text(
        en="rows keep their order, the last piece keeps what is left, and columns that the mask calls padding in all its rows go",
        fa="سطرها ترتیبشان را نگه می‌دارند، آخرین تکه باقی‌مانده است و ستون‌هایی که ماسک سراسر پدینگ می‌خواند می‌روند",
    )
    for per_token in (False, True):
        batch = _batch(draw, 7, 9, per_token)
        for key in ("input_ids", "attention_mask", "labels"):
            # The longest row last, so that every piece before it can be shorter.
            batch[key] = batch[key].flip(0)
        # As XLM-R has it: 0 begins each text, 1 is padding.
        ids = draw.integers(2, VOCABULARY, (7, 9))
        ids[:, 0] = 0
        batch["input_ids"] = torch.where(batch["attention_mask"] == 1, ids, 1)
        batch["weights"] = draw.normal(7)
        for size in (1, 3, 7, 20):
            result = student.split_batch(batch, size)
            expect(result, f"split_batch(…, {size})").is_list(length=-(-7 // size), because=because)
            for index, piece in enumerate(result):
                expect(piece, f"micro-batch {index}").is_dict(keys=batch)
                rows = slice(index * size, (index + 1) * size)
                longest = int(batch["attention_mask"][rows].sum(1).max())
                for key, values in batch.items():
                    wanted = values[rows, :longest] if values.shape == (7, 9) else values[rows]
                    expect(piece[key], f"{key!r} of micro-batch {index}").is_tensor().is_bit_equal(
                        wanted, because=because
                    )
    for size in (0, -1):
        with raises(ValueError, of=f"split_batch(…, {size})"):
            student.split_batch(_batch(draw, 2, 3), size)


@points(1)
@title(en="A target is a label that is not ignored", fa="هدف یعنی برچسبی که نادیده گرفته نمی‌شود")
@hint(
    en="−100 marks what the loss leaves out; 0 is a class.",
    fa="برچسب -100 یعنی loss آن را نمی‌بیند؛ 0 یک رده است.",
)
def test_targets_are_counted(student, draw):
    """Labels of rows and of tokens, with classes 0 and with −100, all of them and none; exact."""
    because = Text(en="everything but −100 counts, class 0 too", fa="هر چه جز -100 شمرده می‌شود، ردهٔ 0 هم")
    for labels, count in (
        (torch.tensor([0, 2, 0, 1]), 4),
        (torch.tensor([[0, -100, 1], [-100, -100, 0]]), 3),
        (torch.full((3, 4), -100), 0),
        (torch.tensor([-100, 0]), 1),
    ):
        result = student.count_targets(labels)
        expect(result, f"count_targets of {labels.tolist()}").is_number().equals(count, because=because)


@points(4)
@title(
    en="Unequal micro-batches give the big batch's gradient",
    fa="ریزدسته‌های نابرابر همان گرادیان دستهٔ بزرگ را می‌دهند",
)
@hint(
    en="Weigh each mean loss by its share of all targets before it is propagated back.",
    fa="به هر میانگینِ loss پیش از پس‌انتشار به اندازهٔ سهمش از همهٔ هدف‌ها وزن بدهید.",
)
def test_gradients_equal_the_big_batch(student, draw):
    """Equal pieces, a last one of one row, very unequal ones, and a single one; float64, within 1e-9 (rounding is 1e-15)."""
    batch = _batch(draw, 12, 6)
    for sizes in ([4, 4, 4], [5, 5, 1, 1], [1, 9, 2], [12]):
        model = _model(student, draw)
        state = student.kit.state_dict(model)
        loss, gradients = _gradients(state, batch)
        result = student.accumulate_gradients(model, _pieces(batch, sizes))
        _expect_gradients(
            student,
            model,
            gradients,
            Text(
                en=f"with {sizes} rows each row has to weigh 1/12, in whichever piece it is",
                fa=f"با {sizes} سطر، هر سطر در هر تکه‌ای که باشد باید وزن 1/12 داشته باشد",
            ),
        )
        expect(result, "the loss").is_close(
            loss,
            atol=1e-9,
            because=Text(
                en="the loss of the big batch is the mean over all its rows",
                fa="loss دستهٔ بزرگ میانگین روی همهٔ سطرهای آن است",
            ),
        )
        expect(student.kit.state_dict(model)["head.bias"], "head.bias").is_bit_equal(
            state["head.bias"],
            because=Text(en="accumulating moves no weight", fa="انباشتن وزنی را جابه‌جا نمی‌کند"),
        )
        modes = [event["training"] for event in student.kit.events(model) if event["what"] == "forward"]
        expect(not any(modes), "“the model stays in its mode”").is_true(
            because=Text(
                en="the model came in evaluation mode, which is the caller's to change",
                fa="مدل در حالت ارزیابی داده شد و عوض کردنش کار صدازننده است",
            ),
        )


@points(3)
@depends("test_gradients_equal_the_big_batch")
@title(en="Every token with a target weighs alike", fa="هر توکنِ دارای هدف هم‌وزن است")
@hint(
    en="Count targets, not rows; pass over what has none, or 0/0 turns every gradient into NaN.",
    fa="هدف‌ها را بشمارید و نه سطرها را؛ از بی‌هدف‌ها بگذرید وگرنه 0/0 همهٔ گرادیان‌ها را NaN می‌کند.",
)
def test_every_target_weighs_alike(student, draw):
    """Labels of tokens, 1 to 8 in a row, a micro-batch without any, and nothing but such; float64, within 1e-9."""
    batch = _batch(draw, 9, 8, per_token=True)
    batch["labels"][3:5] = -100
    because = Text(
        en="pieces of as many rows may have unlike numbers of targets, and each target weighs the same",
        fa="تکه‌های هم‌سطر شاید شمار هدفشان برابر نباشد، و وزن هر هدف یکی است",
    )
    for sizes in ([3, 3, 3], [3, 2, 4]):
        model = _model(student, draw, per_token=True)
        loss, gradients = _gradients(student.kit.state_dict(model), batch)
        pieces = _pieces(batch, sizes)
        result = student.accumulate_gradients(model, pieces)
        _expect_gradients(student, model, gradients, because)
        expect(result, "the loss").is_close(loss, atol=1e-9, because=because)
        passes = sum(event["what"] == "forward" for event in student.kit.events(model))
        expect(passes, f"the number of forward passes for {len(pieces)} micro-batches").equals(
            sum(bool((piece["labels"] != -100).any()) for piece in pieces),
            because=Text(
                en="a micro-batch without any target is passed over: the model does not see it",
                fa="از ریزدستهٔ بی‌هدف می‌گذریم: مدل آن را نمی‌بیند",
            ),
        )
    model = _model(student, draw, per_token=True)
    student.kit.fill_gradients(model, 0.25)
    batch["labels"].fill_(-100)
    result = student.accumulate_gradients(model, _pieces(batch, [4, 5]))
    expect(isinstance(result, float) and math.isnan(result), "“the loss without any target is NaN”").is_true(
        because=Text(
            en="a mean of nothing is not 0: return float('nan')",
            fa="میانگینِ هیچ 0 نیست: float('nan') را برگردانید",
        )
    )
    expected = {name: torch.full_like(weight, 0.25) for name, weight in student.kit.state_dict(model).items()}
    _expect_gradients(
        student, model, expected, Text(en="without a target nothing is added", fa="بی‌هدف چیزی افزوده نمی‌شود")
    )


@points(1)
@depends("test_gradients_equal_the_big_batch")
@title(en="Gradients are added to what is there", fa="گرادیان‌ها به آنچه هست افزوده می‌شوند")
@hint(
    en="`accumulate_gradients` sets nothing to zero; that is the training loop's business.",
    fa="`accumulate_gradients` چیزی را صفر نمی‌کند؛ آن کار حلقهٔ آموزش است.",
)
def test_gradients_are_added(student, draw):
    """Gradients of 0.5 before, and two calls in a row; float64, within 1e-9."""
    model, batch = _model(student, draw), _batch(draw, 6, 5)
    _, gradients = _gradients(student.kit.state_dict(model), batch)
    student.kit.fill_gradients(model, 0.5)
    for count in (1, 2):
        student.accumulate_gradients(model, _pieces(batch, [2, 4]))
        _expect_gradients(
            student,
            model,
            {name: 0.5 + count * gradient for name, gradient in gradients.items()},
            Text(
                en="what was in .grad before is still in the sum",
                fa="آنچه پیش‌تر در .grad بود هنوز در جمع هست",
            ),
        )


@points(2)
@title(en="The memory of one micro-batch is enough", fa="حافظهٔ یک ریزدسته بس است")
@hint(
    en="Call backward() on each loss before the next forward pass: it frees the graph.",
    fa="پیش از گذر بعدی روی هر loss تابع backward() را صدا بزنید تا گراف آزاد شود.",
)
def test_one_graph_at_a_time(student, draw):
    """The log of the model: forward and backward passes in turn, one of each a micro-batch, no micro-batch joined; exact."""
    model, batch = _model(student, draw), _batch(draw, 8, 5)
    sizes = [3, 1, 2, 2]
    student.accumulate_gradients(model, _pieces(batch, sizes))
    events = student.kit.events(model)
    because = Text(
        en="graphs that wait for a common backward pass need the memory of the big batch, which the card does not have",
        fa="گراف‌هایی که منتظر یک backward مشترک‌اند حافظهٔ دستهٔ بزرگ را می‌خواهند که کارت ندارد",
    )
    expect([event["what"] for event in events], "the passes of the model, in order,").is_list(
        length=2 * len(sizes),
        because=Text(
            en="one pass forward and one backward for each micro-batch",
            fa="برای هر ریزدسته یک گذر پیش و یک گذر پس",
        ),
    ).equals(["forward", "backward"] * len(sizes), because=because)
    expect(
        [len(event["given"]["labels"]) for event in events if event["what"] == "forward"],
        "rows in each forward pass",
    ).equals(sizes, because=because)


def _windows(draw, sizes: list[list[int]], per_token: bool = False) -> list[list[Batch]]:
    """Windows of micro-batches with these numbers of rows."""
    return [[_batch(draw, rows, 6, per_token) for rows in window] for window in sizes]


@points(3)
@depends("test_gradients_equal_the_big_batch")
@title(en="One step for each window, the last one too", fa="برای هر پنجره یک گام، برای آخری هم")
@hint(
    en="Step after every `accumulate` micro-batches and once more for what is left; zero the gradients before each window.",
    fa="پس از هر `accumulate` ریزدسته گام بردارید و یک بار هم برای باقی‌مانده؛ پیش از هر پنجره گرادیان‌ها را صفر کنید.",
)
def test_one_step_for_each_window(student, draw):
    """Weights and losses against plain descent on big batches: 3, 3 and 2 micro-batches, 4 and 1, one window; within 1e-9."""
    because = Text(
        en="a window is one big batch: gradients from zero, all of its rows alike, one step, the incomplete last one included",
        fa="هر پنجره یک دستهٔ بزرگ است: گرادیان از صفر، همهٔ سطرها هم‌وزن، یک گام، پنجرهٔ ناتمام آخر هم همین‌طور",
    )
    for accumulate, sizes in (
        (3, [[4, 1, 2], [3, 3, 3], [5, 2]]),
        (4, [[1, 2, 3, 4], [6]]),
        (1, [[3], [2]]),
        (5, [[2, 4]]),
    ):
        model = _model(student, draw)
        state = student.kit.state_dict(model)
        windows = _windows(draw, sizes)
        student.kit.fill_gradients(model, 0.3)
        wanted, losses, _ = _trained(state, [_joined(window) for window in windows], [0.2] * len(sizes), 1e9)
        result = student.train_accumulated(
            model,
            [piece for window in windows for piece in window],
            student.kit.make_sgd(model, 0.2),
            accumulate=accumulate,
            max_norm=1e9,
        )
        found = student.kit.state_dict(model)
        for name, weight in wanted.items():
            expect(found[name], f"{name} after {len(sizes)} windows of {accumulate}").is_close(
                weight, atol=1e-9, because=because
            )
        _expect_losses(result, losses, because)


@points(2)
@depends("test_one_step_for_each_window")
@title(en="The sum is clipped, once", fa="جمع گرادیان‌ها محدود می‌شود، یک بار")
@hint(
    en="Clip after the last backward pass of a window and before its step, not after each micro-batch.",
    fa="پس از آخرین backward پنجره و پیش از گامش محدود کنید، نه پس از هر ریزدسته.",
)
def test_the_sum_is_clipped_once(student, draw):
    """max_norm at 0.6 of the first window's norm, against big batches; 2e-6: clip_grad_norm_ adds 1e-6 to the norm."""
    windows = _windows(draw, [[2, 5, 1], [4, 4, 1], [3]])
    model = _model(student, draw)
    state = student.kit.state_dict(model)
    big = [_joined(window) for window in windows]
    _, _, norms = _trained(state, big, [0.5] * len(big), 1e9)
    max_norm = 0.6 * norms[0]
    wanted, losses, _ = _trained(state, big, [0.5] * len(big), max_norm)
    result = student.train_accumulated(
        model,
        [piece for window in windows for piece in window],
        student.kit.make_sgd(model, 0.5),
        accumulate=3,
        max_norm=max_norm,
    )
    because = Text(
        en="the norm to clip is that of the whole window's gradients together, which clipped pieces do not add up to",
        fa="نُرمی که محدود می‌شود از آنِ کل گرادیان پنجره است و تکه‌های محدودشده جمعشان آن نیست",
    )
    found = student.kit.state_dict(model)
    for name, weight in wanted.items():
        expect(found[name], name).is_close(weight, atol=2e-6, because=because)
    _expect_losses(result, losses, because, atol=1e-5)


@points(1)
@depends("test_one_step_for_each_window")
@title(en="The scheduler counts optimiser steps", fa="زمان‌بند گام‌های بهینه‌ساز را می‌شمارد")
@hint(
    en="One scheduler step after each optimiser step; a window without any target takes neither.",
    fa="پس از هر گام بهینه‌ساز یک گام زمان‌بند؛ پنجره‌ای که هدف ندارد هیچ‌کدام را برنمی‌دارد.",
)
def test_the_scheduler_counts_steps(student, draw):
    """The rates of the steps, with a window that has no target in the middle and an incomplete last one; within 1e-12."""
    windows = _windows(draw, [[2, 3], [2, 2], [4, 1], [3]], per_token=True)
    for piece in windows[1]:
        piece["labels"].fill_(-100)
    model = _model(student, draw, per_token=True)
    optimizer = student.kit.make_sgd(model, 0.1)
    scheduler = student.kit.make_scheduler(optimizer, 0.5)
    student.kit.record_steps()
    losses = student.train_accumulated(
        model,
        [piece for window in windows for piece in window],
        optimizer,
        scheduler,
        accumulate=2,
        max_norm=1e9,
    )
    steps = student.kit.recorded_steps()
    because = Text(
        en="three windows have targets: three steps of both, the optimiser first each time, the scheduler, which halves the "
        "rate, after it",
        fa="سه پنجره هدف دارند: سه گام از هر دو، هر بار اول بهینه‌ساز و پس از آن زمان‌بند که نرخ را نصف می‌کند",
    )
    expect(losses, "the losses").is_list(length=3, because=because)
    expect([step["lr"] for step in steps], "the rate at each step").is_list(length=3, because=because)
    for index, step in enumerate(steps):
        expect(step["lr"][0], f"the rate at step {index}").is_close(
            0.1 * 0.5**index, atol=1e-12, because=because
        )
    scheduled = student.kit.optimizer_groups(optimizer, model)[0]["lr"]
    expect(scheduled, "the rate after training").is_close(0.1 * 0.5**3, atol=1e-12, because=because)


@points(1)
@title(
    en="Micro-batches are read once, a window at a time", fa="ریزدسته‌ها یک بار و پنجره‌به‌پنجره خوانده می‌شوند"
)
@hint(
    en="The micro-batches may be a generator: no len(), no second pass, and no list of them all.",
    fa="ریزدسته‌ها شاید مولد باشند: نه len()، نه گذر دوم و نه فهرستی از همه.",
)
def test_micro_batches_are_read_once(student, draw):
    """A generator that logs: at the first pass of window k at most k·accumulate + 1 were read; training mode; ValueError."""
    model = _model(student, draw)
    pieces = [piece for window in _windows(draw, [[2, 3], [1, 2], [2, 2], [3]]) for piece in window]
    stream = student.kit.keep.stream(model, pieces)
    losses = student.train_accumulated(model, stream, student.kit.make_sgd(model, 0.1), accumulate=2)
    events = student.kit.events(model)
    expect(losses, "the losses of seven micro-batches in windows of two").is_list(length=4)
    read = passes = 0
    for event in events:
        read += event["what"] == "read"
        if event["what"] == "forward":
            passes += 1
            expect(read, f"the number of micro-batches read at forward pass {passes}").at_most(
                2 * -(-passes // 2) + 1,
                because=Text(
                    en="a list of all micro-batches may not fit into memory",
                    fa="فهرستی از همهٔ ریزدسته‌ها شاید در حافظه جا نشود",
                ),
            )
            expect(event["training"], f"training mode at forward pass {passes}").is_true(
                because=Text(en="the model came in evaluation mode", fa="مدل در حالت ارزیابی داده شد")
            )
    expect(passes, "the number of forward passes").equals(7)
    with raises(ValueError, of="train_accumulated(…, accumulate=0)"):
        student.train_accumulated(model, pieces, student.kit.make_sgd(model, 0.1), accumulate=0)
