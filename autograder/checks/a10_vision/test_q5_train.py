"""Checks of question 5: each picture once an epoch, AdamW step by step, prediction, scores, and the plot."""

import math
from itertools import chain

import torch

from autograder.authoring import Text, convergence, depends, expect, hint, points, raises, title
from autograder.authoring.evaluation import expect_evaluation, expect_mode_kept
from autograder.authoring.figures import expect_labels, only_axes
from autograder.checks.a10_vision.oracles_deit import adamw, class_logits

HEADS = 4
CLASSES = 3


def _numbered_pictures(draw, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures in float64 whose first number is their own, and labels."""
    pixels = draw.normal(count, 3, 8, 8, dtype=torch.float64)
    pixels[:, 0, 0, 0] = torch.arange(count)
    return pixels, draw.integers(0, CLASSES, (count,))


def _small_classifier(student, draw, size: float = 1.0):
    """A classifier of one block in float64, without dropout, whose every weight is random.

    With a `size` of 0.05 its gradients have norms of 0.1 to 0.8, with one of 4 norms above 15.
    """
    model = student.kit.tiny_deit(draw.seed(), num_hidden_layers=1, num_labels=CLASSES)
    student.kit.perturb(model, draw.seed(), 0.3)
    student.kit.to_double(model)
    if size != 1.0:
        state = student.kit.state_dict(model)
        scaled = {
            name: state[name] * size for name in state if name.startswith(("classifier.", "deit.layernorm."))
        }
        student.kit.load_all_weights(model, state | scaled)
    return model


def _train(student, model, pixels, labels, **options) -> list[list[int]]:
    """Trains by the student's loop; returns the numbers of the pictures in each batch and the losses."""
    settings = {"steps": 1, "batch_size": 4, "lr": 1e-3, "weight_decay": 0.01, "warmup_steps": 0, "seed": 0}
    settings |= options
    student.kit.record_pictures(model)
    losses = student.train(model, pixels, labels, **settings)
    expect(losses, "train(…)").is_list(
        length=settings["steps"],
        because=Text(en="one loss for each optimiser step", fa="برای هر گامِ بهینه‌ساز یک زیان"),
    )
    for step, loss in enumerate(losses):
        expect(loss, f"the loss of step {step}").is_number()
    return [[round(number) for number in seen["pictures"]] for seen in student.kit.recorded_pictures(model)]


@points(3)
@title(en="An epoch has each picture once, in a new order", fa="در هر دوره هر تصویر یک بار، با ترتیبی تازه")
@hint(
    en="torch.randperm(n, generator=generator).split(batch_size), anew whenever the pieces are used up.",
    fa="torch.randperm(n, generator=generator).split(batch_size)، و هر بار که تکه‌ها تمام شد دوباره.",
)
def test_an_epoch_has_each_picture_once(student, draw):
    """A recorder of the course's notes which numbered pictures each forward pass gets; two epochs and a piece of a
    third, exact. That two epochs agree by chance: 1/18! < 1e-15.
    """
    batch_size = draw.rng.randint(4, 6)
    count = batch_size * draw.rng.randint(3, 4) + draw.rng.randint(1, batch_size - 1)
    per_epoch = -(-count // batch_size)
    pixels, labels = _numbered_pictures(draw, count)
    model = _small_classifier(student, draw)
    seen = _train(
        student, model, pixels, labels, steps=2 * per_epoch + 2, batch_size=batch_size, seed=draw.seed()
    )
    expect(len(seen), "the number of forward passes").equals(2 * per_epoch + 2)
    sizes = [min(batch_size, count - step % per_epoch * batch_size) for step in range(len(seen))]
    expect([len(batch) for batch in seen], "the sizes of the batches").equals(
        sizes,
        because=Text(
            en="an epoch is cut into batches, the last with what is left over, and the next epoch begins a new batch",
            fa="هر دوره به دسته‌ها بریده می‌شود، آخری با هر چه مانده، و دورهٔ بعد با دسته‌ای تازه آغاز می‌شود",
        ),
    )
    epochs = [[*chain.from_iterable(seen[start : start + per_epoch])] for start in (0, per_epoch)]
    for name, epoch in zip(("first", "second"), epochs, strict=True):
        expect(sorted(epoch), f"the numbers of the pictures of the {name} epoch, sorted").equals(
            list(range(count)),
            because=Text(
                en="a picture is missing or comes twice: permute, do not draw with replacement",
                fa="تصویری جا افتاده یا دو بار آمده است: جایگشت بگیرید، نه نمونه‌گیری با جایگذاری",
            ),
        )
    for name, other in (("the second epoch", epochs[1]), ("the order as given", list(range(count)))):
        expect(epochs[0] != other, f"“the first epoch has another order than {name}”").is_true()


@points(1)
@depends("test_an_epoch_has_each_picture_once")
@title(en="The seed, and nothing else, decides the order", fa="ترتیب را فقط seed تعیین می‌کند")
@hint(
    en="generator = torch.Generator().manual_seed(seed), once, before the loop; not torch.manual_seed.",
    fa="generator = torch.Generator().manual_seed(seed) یک بار و پیش از حلقه؛ نه torch.manual_seed.",
)
def test_the_seed_decides_the_order(student, draw):
    """Same seed, same order; another seed, another order (equal by chance: 1/17! < 1e-14); the global random state is
    bit-equal before and after (the model has no dropout).
    """
    pixels, labels = _numbered_pictures(draw, 17)
    seed = draw.seed()
    model = _small_classifier(student, draw)
    before = student.kit.random_state()
    first = _train(student, model, pixels, labels, steps=5, seed=seed)
    expect(student.kit.random_state(), "the state of torch's global random numbers").is_bit_equal(
        before,
        because=Text(
            en="train has drawn from it or seeded it: whatever else uses it would no longer be random",
            fa="train از آن عدد گرفته یا آن را seed کرده است: هر چه جز آن از این حالت استفاده کند دیگر تصادفی نیست",
        ),
    )
    expect(_train(student, model, pixels, labels, steps=5, seed=seed), "the order for the same seed").equals(
        first,
        because=Text(en="the order does not come from the seed alone", fa="ترتیب فقط از seed نمی‌آید"),
    )
    other = _train(student, model, pixels, labels, steps=5, seed=seed + 1)
    expect(other != first, "“another seed gives another order”").is_true()


@points(2)
@title(en="The rate rises from 0 and falls to 0", fa="نرخ از 0 بالا می‌رود و تا 0 پایین می‌آید")
@hint(
    en="LambdaLR with step / w before w and (T − step) / (T − w) from w on, scheduler.step() after optimizer.step().",
    fa="LambdaLR با step / w پیش از w و (T − step) / (T − w) از w به بعد؛ scheduler.step() پس از optimizer.step().",
)
def test_the_rate_rises_and_falls(student, draw):
    """What every optimiser is about to use, noted by a hook of torch at each step: one AdamW, one rate, the decay that
    was passed in, nothing frozen; exact but for rounding. A warm-up that does not fit, and a model that is frozen
    altogether, raise ValueError.
    """
    pixels, labels = _numbered_pictures(draw, 9)
    lr, decay, steps = draw.rng.uniform(1e-3, 2e-3), draw.rng.uniform(0.05, 0.2), draw.rng.randint(7, 9)
    model = _small_classifier(student, draw)
    student.kit.set_requires_grad(model, "deit.embeddings.", False)
    for warmup in (draw.rng.randint(2, 4), 0, steps):
        student.kit.record_steps()
        options = {"steps": steps, "lr": lr, "weight_decay": decay, "warmup_steps": warmup}
        _train(student, model, pixels, labels, **options)
        notes = student.kit.recorded_steps()
        expect(len(notes), "the number of optimiser steps").equals(steps)
        for step, note in enumerate(notes):
            share = step / warmup if step < warmup else (steps - step) / (steps - warmup)
            expect("AdamW" in note["optimizer"], "“the optimiser is an AdamW”").is_true()
            rate = f"the rate of step {step} of {steps} with {warmup} of warm-up"
            for key, name, value in (
                ("lr", rate, share * lr),
                ("weight_decay", f"the weight decay of step {step}", decay),
            ):
                expect(note[key], f"{name}, in each group").is_list(length=1)
                expect(note[key][0], name).is_close(
                    value,
                    atol=1e-12,
                    rtol=1e-9,
                    because=Text(
                        en="the rate of step s is s / w of lr before w and (T − s) / (T − w) of it from w on, "
                        "changed after each step; the decay is always the one passed in",
                        fa="نرخ گام s پیش از w برابر s / w و از w به بعد (T − s) / (T − w) از lr است "
                        "و پس از هر گام عوض می‌شود؛ واپاشی همیشه همان است که داده شده",
                    ),
                )
            expect(all(note["trainable"]), "“the optimiser has trainable parameters only”").is_true(
                because=Text(en="frozen parameters are left out", fa="پارامترهای منجمد کنار گذاشته می‌شوند")
            )
    for warmup in (-1, steps + 1):
        with raises(ValueError, of="train(…)"):
            student.train(
                model, pixels, labels, steps=steps, batch_size=4, lr=lr, warmup_steps=warmup, seed=1
            )
    student.kit.set_requires_grad(model, "", False)
    with raises(ValueError, of="train(…)"):
        student.train(model, pixels, labels, steps=steps, batch_size=4, lr=lr, warmup_steps=0, seed=1)


@points(3)
@depends("test_an_epoch_has_each_picture_once", "test_the_rate_rises_and_falls")
@title(en="Each step is one of AdamW on its own batch", fa="هر گام یک گام AdamW روی دستهٔ خودش است")
@hint(
    en="zero_grad, forward, cross-entropy with labels[chosen], backward, clip, step, in this order for each batch.",
    fa="zero_grad، گذر جلو، cross-entropy با labels[chosen]، backward، محدودسازی و step؛ به همین ترتیب برای هر دسته.",
)
def test_steps_equal_adamw_in_float64(student, draw):
    """Losses and weights beside AdamW written out in the grader, over the batches that were recorded, with gradients
    too small to be clipped; both float64, which agree to 1e-9, 1e-6 is asked. Frozen weights bit-equal. Training mode
    during the steps, the mode before afterwards.
    """
    count, steps = draw.rng.randint(9, 11), draw.rng.randint(6, 8)
    pixels, labels = _numbered_pictures(draw, count)
    for training in (False, True):
        model = _small_classifier(student, draw, 0.05)
        student.kit.set_requires_grad(model, "deit.embeddings.", False)
        student.kit.set_mode(model, training)
        state = student.kit.state_dict(model)
        lr, decay, warmup, seed = 1e-2, 0.1, draw.rng.randint(1, 3), draw.seed()
        student.kit.record_pictures(model)
        losses = student.train(
            model, pixels, labels,
            steps=steps, batch_size=4, lr=lr, weight_decay=decay, warmup_steps=warmup, seed=seed,
        )  # fmt: skip
        seen = student.kit.recorded_pictures(model)
        expect([note["training"] for note in seen], "training mode at each step").equals(
            [True] * steps,
            because=Text(
                en="nobody called model.train() on a model that came in evaluation mode",
                fa="مدل در حالت ارزیابی داده شد و کسی model.train() را صدا نزد",
            ),
        )
        expect(student.kit.training_mode(model), "training mode after train").equals(
            training,
            because=Text(
                en="train leaves the model in another mode than it found it in",
                fa="train مدل را در حالتی جز حالت پیشین رها می‌کند",
            ),
        )
        batches = []
        for note in seen:
            numbers = torch.tensor([round(number) for number in note["pictures"]])
            batches.append((pixels[numbers], labels[numbers]))
        rates = [
            lr * (step / warmup if step < warmup else (steps - step) / (steps - warmup))
            for step in range(steps)
        ]
        trainable = {name for name in state if not name.startswith("deit.embeddings.")}
        weights, expected, _ = adamw(state, trainable, batches, rates, decay, HEADS)
        because = Text(
            en="a step is not one of AdamW on the gradients of its own batch (are gradients zeroed, does each picture "
            "keep its label, is the loss the cross-entropy of the logits?)",
            fa="گام‌ها برابر گامِ AdamW روی گرادیانِ دستهٔ خودشان نیستند (گرادیان‌ها صفر می‌شوند؟ برچسب هر تصویر "
            "همراهش است؟ زیان همان cross-entropy لاجیت‌هاست؟)",
        )
        expect(losses, "train(…)").is_list(length=steps)
        for step, (loss, value) in enumerate(zip(losses, expected, strict=True)):
            expect(loss, f"the loss of step {step}").is_number().is_close(value, atol=1e-6, because=because)
        after = student.kit.state_dict(model)
        for name, weight in weights.items():
            if name in trainable:
                expect(after[name], f"{name} after training").is_close(weight, atol=1e-6, because=because)
            else:
                expect(after[name], f"the frozen {name} after training").is_bit_equal(
                    state[name], because=Text(en="a frozen weight moved", fa="وزنی منجمد حرکت کرد")
                )


@points(1)
@depends("test_steps_equal_adamw_in_float64")
@title(en="The norm of all gradients together is clipped to 1", fa="نُرمِ همهٔ گرادیان‌ها با هم به 1 محدود می‌شود")
@hint(
    en="torch.nn.utils.clip_grad_norm_(trainable, 1.0) between backward and step.",
    fa="torch.nn.utils.clip_grad_norm_(trainable, 1.0) میان backward و step.",
)
def test_gradients_are_clipped_together(student, draw):
    """What the optimiser gets at its first step, noted by a hook of torch, from gradients that are large (norm far
    above 1) and small (below 1: left alone); 1e-4 relative (clip_grad_norm_ adds 1e-6 to the norm).
    """
    for size, name in ((4.0, "large"), (0.05, "small")):
        model = _small_classifier(student, draw, size)
        state = student.kit.state_dict(model)
        pixels, labels = _numbered_pictures(draw, 4)
        _, _, norms = adamw(state, set(state), [(pixels, labels)], [0.0], 0.0, HEADS)
        student.kit.record_steps()
        _train(student, model, pixels, labels, steps=1)
        notes = student.kit.recorded_steps()
        expect(len(notes), "the number of optimiser steps").equals(1)
        expect(notes[0]["norm"], f"the norm of the {name} gradients that the optimiser gets").is_close(
            min(1.0, norms[0]),
            atol=1e-9,
            rtol=1e-4,
            because=Text(
                en="all gradients together are scaled to a norm of at most 1: not one by one, not before backward, and "
                "small ones not at all",
                fa="همهٔ گرادیان‌ها با هم به نُرمی حداکثر 1 می‌رسند: نه یکی‌یکی، نه پیش از backward؛ "
                "و گرادیان‌های کوچک دست نمی‌خورند",
            ),
        )


@points(2)
@title(
    en="Prediction: in order, without dropout and gradients", fa="پیش‌بینی: به ترتیب، بدون دراپ‌اوت و گرادیان"
)
@hint(
    en="model.eval() and torch.no_grad(), one batch after the other, torch.cat, and then back to the mode before.",
    fa="model.eval() و torch.no_grad()، دسته‌ها یکی پس از دیگری، torch.cat و در پایان همان حالت قبلی.",
)
def test_prediction_keeps_order_and_mode(student, draw):
    """Logits beside the grader's in float64, 1e-9; sizes, modes and gradients noted by the course's recorder."""
    model = _small_classifier(student, draw)
    state = student.kit.state_dict(model)
    for training in (False, True):
        batch_size = draw.rng.randint(3, 5)
        count = batch_size * 2 + draw.rng.randint(1, batch_size - 1)
        pixels, _ = _numbered_pictures(draw, count)
        student.kit.set_mode(model, training)
        student.kit.record_pictures(model)
        logits = student.predict(model, pixels, batch_size)
        seen = student.kit.recorded_pictures(model)
        expect(
            max((len(note["pictures"]) for note in seen), default=0), "the largest batch of predict"
        ).at_most(batch_size)
        expect(logits, "predict(…)").is_tensor().has_shape(
            count,
            CLASSES,
            because=Text(en="the last, smaller batch counts too", fa="دستهٔ آخر، هرچند کوچک‌تر، هم حساب است"),
        ).is_close(
            class_logits(state, pixels, HEADS),
            atol=1e-9,
            because=Text(en="row i holds the logits of picture i", fa="سطر i لاجیت‌های تصویر i است"),
        )
        expect_evaluation(seen, "predict")
        expect_mode_kept(student, model, training, "predict")


@points(2)
@title(en="Loss, accuracy and the running mean", fa="زیان، دقت و میانگین جاری")
@hint(
    en="The mean of losses[max(0, i − window + 1) : i + 1]; cross_entropy averages over the pictures by itself.",
    fa="میانگینِ losses[max(0, i − window + 1) : i + 1]؛ خودِ cross_entropy روی تصویرها میانگین می‌گیرد.",
)
def test_scores_and_the_running_mean(student, draw):
    """Counts and sums by hand in the grader; 1e-5 for a loss in float32, 1e-9 for means of Python floats."""
    count, classes = draw.rng.randint(11, 19), draw.rng.randint(3, 6)
    logits, labels = 2 * draw.normal(count, classes), draw.integers(0, classes, (count,))
    scores = student.evaluate(logits, labels)
    expect(scores, "evaluate(…)").is_dict(keys=["loss", "accuracy"])
    rows = range(count)
    wanted = {
        "loss": sum(
            float(logits[row].double().logsumexp(0) - logits[row, labels[row]].double()) for row in rows
        )
        / count,
        "accuracy": sum(int(logits[row].argmax()) == int(labels[row]) for row in rows) / count,
    }
    for key, value in wanted.items():
        expect(scores[key], f"evaluate(…)[{key!r}]").is_number().is_close(value, atol=1e-5)
    losses = [draw.rng.uniform(0, 3) for _ in range(draw.rng.randint(12, 16))]
    for window in (draw.rng.randint(3, 6), 1, len(losses) + 3):
        means = student.smooth(losses, window)
        expect(means, f"smooth(losses, {window})").is_list(length=len(losses))
        for step, mean in enumerate(means):
            part = losses[max(0, step + 1 - window) : step + 1]
            expect(mean, f"smooth(losses, {window})[{step}]").is_number().is_close(
                math.fsum(part) / len(part),
                atol=1e-9,
                because=Text(
                    en="a mean takes the window's losses up to now, and near the start those that there are",
                    fa="میانگین از زیان‌های پنجره تا همین گام است و در آغاز از همان چندتایی که هست",
                ),
            )
    with raises(ValueError, of="smooth(…)"):
        student.smooth(losses, 0)


@points(1)
@depends("test_scores_and_the_running_mean")
@title(en="The losses are plotted, raw and smoothed", fa="زیان‌ها رسم می‌شوند، خام و هموار")
@hint(
    en="axes.plot(range(1, n + 1), losses, label=…), once more with smooth(losses, window), set_xlabel, legend().",
    fa="axes.plot(range(1, n + 1), losses, label=…)، یک بار دیگر با smooth(losses, window)، set_xlabel و legend().",
)
def test_the_losses_are_plotted(student, draw):
    """The figure's lines as data: two without validation, three with it, at the steps from 1; 1e-9."""
    losses = [draw.rng.uniform(0, 3) for _ in range(draw.rng.randint(9, 14))]
    window = draw.rng.randint(3, 5)
    smoothed = [
        math.fsum(part) / len(part)
        for part in (losses[max(0, end - window) : end] for end in range(1, len(losses) + 1))
    ]
    validation = [(step, draw.rng.uniform(0, 3)) for step in (1, 4, len(losses))]
    steps = list(range(1, len(losses) + 1))
    wanted = [("the losses", steps, losses), ("the smoothed losses", steps, smoothed)]
    for given in (None, validation):
        figure = student.plot_losses(losses, given, window=window)
        shown = only_axes(student, figure, "plot_losses(…)")
        lines = shown["lines"]
        if given is not None:
            wanted.append(("the validation losses", [step for step, _ in given], [loss for _, loss in given]))
        expect(lines, "the lines of the figure").is_list(length=len(wanted))
        for name, x, y in wanted:
            drawn = any(_same_numbers(line["x"], x) and _same_numbers(line["y"], y) for line in lines)
            expect(drawn, f"“a line shows {name} at their steps”").is_true(
                because=Text(
                    en="the first step is 1, and raw and smoothed losses have a line each",
                    fa="گام نخست 1 است و زیانِ خام و هموار هر یک خطِ خود را دارند",
                )
            )
        expect_labels(shown)
        expect(
            len({text for text in shown["legend"] if text.strip()}), "the number of names in the legend"
        ).equals(
            len(wanted),
            because=Text(en="the legend names every line", fa="راهنما نام هر خط را می‌گوید"),
        )


def _same_numbers(mine: list[float], theirs: list[float]) -> bool:
    return len(mine) == len(theirs) and all(
        math.isclose(a, b, abs_tol=1e-9) for a, b in zip(mine, theirs, strict=True)
    )


@points(3)
@depends("test_an_epoch_has_each_picture_once", "test_prediction_keeps_order_and_mode")
@title(en="Your own loop teaches the last block pictures", fa="حلقهٔ شما تصویرها را به بلوک آخر یاد می‌دهد")
@hint(
    en="If all other checks pass, look for what only shows in a long run.",
    fa="اگر همهٔ آزمون‌های دیگر قبول شده‌اند، دنبال چیزی بگردید که فقط در اجرای بلند پیدا می‌شود.",
)
@convergence(metric="skill", chunks=1)
def test_the_loop_learns_pictures(student, draw, attempt):
    """mini-deit, all but the last block, the final norm and the head frozen by the course; the student's loop and
    prediction; skill on hidden pictures. Threshold calibrated.
    """
    hidden = draw.hidden_images(300)
    model = student.kit.load_image_classifier(seed=attempt.seed)
    last = student.kit.config(model)["num_hidden_layers"] - 1
    student.kit.set_requires_grad(model, "", False)
    for prefix in (f"deit.layers.{last}.", "deit.layernorm.", "classifier."):
        student.kit.set_requires_grad(model, prefix, True)
    pixels, labels = student.kit.keep.training_pixels(), student.kit.keep.training_labels()
    unseen = student.kit.keep.pixel_values(hidden.images)
    for _ in attempt:
        student.train(
            model, pixels, labels, steps=120, batch_size=32, lr=1e-3, warmup_steps=12, seed=attempt.seed
        )
        answers = student.predict(model, unseen, 100)
        expect(answers, "predict(…)").is_tensor().has_shape(len(hidden.labels), hidden.classes).is_finite()
        attempt.score(hidden.skill(answers))
