"""Checks of question 8: the training loop, prediction, scores, the baseline, two plots, and what the loop learns."""

import itertools
import math

import torch

from autograder.authoring import Text, convergence, depends, expect, hint, points, title
from autograder.authoring.evaluation import expect_evaluation, expect_mode_kept
from autograder.authoring.figures import expect_apart, expect_labels, names_of_colors
from autograder.checks.a11_speech.oracles_training import (
    adamw,
    draw_clips,
    linear_rates,
    listen,
    mask_of,
)

NAMES = ("neutral", "anger", "sadness", "happiness", "surprise")
STEPS = 120


def _listener(student, draw, classes: int):
    """A tiny listener whose loss weighs the classes, between 0.5 and 3."""
    weights = 0.5 + 2.5 * torch.rand(classes, generator=draw.generator)
    return student.kit.tiny_listener(draw.seed(), weights)


def _calls(student, model, what: str, at_least: int) -> list[dict]:
    calls = student.kit.listened(model)
    expect(len(calls), f"the number of calls of the model in {what}").at_least(at_least)
    for number, call in enumerate(calls):
        expect(call["input_values"], f"input_values of call {number} in {what}").is_tensor().is_finite()
        expect(call["input_values"].dim(), f"the dimensions of input_values of call {number}").equals(2)
    return calls


def _order(student, draw, model, clips, seed: int, steps: int) -> list[list[int]]:
    """The numbers of the clips in each batch of five, after expecting that every label is its clip's own."""
    losses = student.train(
        model,
        clips.waveforms,
        clips.lengths,
        clips.labels,
        steps=steps,
        batch_size=5,
        lr=1e-3,
        warmup=0,
        seed=seed,
    )
    expect(losses, "train(…)").is_list(length=steps)
    calls = _calls(student, model, "train", steps)
    expect(len(calls), "the number of calls of the model in train").equals(steps)
    batches = [clips.numbers(call["input_values"]) for call in calls]
    for number, (call, batch) in enumerate(zip(calls, batches, strict=True)):
        expect(
            min(batch, default=-1) >= 0, f"“batch {number} consists of clips that were passed in”"
        ).is_true()
        expect(call["labels"], f"the labels of batch {number}").is_bit_equal(
            clips.labels[batch],
            because=Text(
                en="the labels are not shuffled together with the clips",
                fa="برچسب‌ها همراه قطعه‌ها بُر نخورده‌اند",
            ),
        )
    return batches


@points(1)
@title(
    en="Each clip once an epoch, with its own label, in an order of the seed",
    fa="هر قطعه در هر دوره یک بار، با برچسب خودش و به ترتیبی که seed تعیین می‌کند",
)
@hint(
    en="One torch.Generator from the seed, and from it one torch.randperm an epoch, cut by split(batch_size).",
    fa="یک torch.Generator از روی seed بسازید و برای هر دوره یک torch.randperm از آن بگیرید و با split(batch_size) ببرید.",
)
def test_each_clip_comes_once_an_epoch(student, draw):
    """23 numbered clips in batches of 5, two epochs and a bit; the orders are equal by chance once in 23! > 1e22."""
    clips = draw_clips(draw, 23, 3)
    seed = draw.seed()
    model = _listener(student, draw, 3)
    batches = _order(student, draw, model, clips, seed, 12)
    epochs = [list(itertools.chain(*batches[start : start + 5])) for start in (0, 5)]
    for number, epoch in enumerate(epochs):
        expect(
            sorted(epoch), f"the numbers of the clips in the five batches of epoch {number}, sorted"
        ).equals(
            list(range(23)),
            because=Text(
                en="in an epoch each clip comes once, and the last, smaller batch is used too",
                fa="در هر دوره هر قطعه یک بار می‌آید و دستهٔ آخر هم، هرچند کوچک‌تر، به کار می‌رود",
            ),
        )
    sizes = [len(batch) for batch in batches]
    expect(sizes, "the sizes of the batches").equals([5, 5, 5, 5, 3, 5, 5, 5, 5, 3, 5, 5])
    expect(epochs[0] != epochs[1], "“the second epoch has an order of its own”").is_true()
    expect(epochs[0] != list(range(23)), "“the clips are shuffled”").is_true()
    expect(_order(student, draw, model, clips, seed, 12), "the batches for the same seed").equals(
        batches,
        because=Text(
            en="the order comes from somewhere else than the seed",
            fa="ترتیب از جایی غیر از seed می‌آید",
        ),
    )
    expect(
        _order(student, draw, model, clips, seed + 1, 12) != batches, "“another seed gives another order”"
    ).is_true()


@points(1)
@title(
    en="Batches end with their longest clip, masks with each clip",
    fa="هر دسته تا پایان بلندترین قطعه است و هر ماسک تا پایان قطعهٔ خودش",
)
@hint(
    en="torch.arange(longest) < lengths[:, None], where longest is that of the batch.",
    fa="torch.arange(longest) < lengths[:, None] که longest طولِ بلندترین قطعهٔ همان دسته است.",
)
def test_masks_come_from_the_lengths(student, draw):
    """Clips that end in silent samples, in training and in prediction; exact."""
    clips = draw_clips(draw, 14, 3)
    model = _listener(student, draw, 3)
    student.train(
        model, clips.waveforms, clips.lengths, clips.labels, steps=4, batch_size=4, seed=draw.seed()
    )
    trained = _calls(student, model, "train", 4)
    student.predict(model, clips.waveforms, clips.lengths, 4)
    because = Text(
        en="the mask is 1 on the first lengths[i] samples, silent ones too, and the batch is cut to its longest clip",
        fa="ماسک روی lengths[i] نمونهٔ نخست، حتی بی‌صداها، 1 است و دسته تا طول بلندترین قطعهٔ خودش بریده می‌شود",
    )
    for what, calls in (("train", trained), ("predict", _calls(student, model, "predict", 4))):
        for number, call in enumerate(calls):
            rows = clips.numbers(call["input_values"])
            expect(min(rows, default=-1) >= 0, f"“batch {number} of {what} consists of clips”").is_true()
            mask = mask_of([clips.lengths[row] for row in rows])
            expect(call["attention_mask"], f"the mask of batch {number} in {what}").is_tensor(
                because
            ).is_bit_equal(mask, because=because)
            expect(call["input_values"], f"the waveforms of batch {number} in {what}").is_bit_equal(
                clips.waveforms[rows, : mask.shape[1]], because=because
            )


@points(2)
@depends("test_each_clip_comes_once_an_epoch", "test_masks_come_from_the_lengths")
@title(
    en="Each step is AdamW's, clipped, at the rate of its time, on what trains",
    fa="هر گام، گام AdamW است: محدود، با نرخ زمان خودش و فقط روی آنچه آموزش می‌بیند",
)
@hint(
    en="In each step: the rate, zero_grad, the model's own loss, backward, clip_grad_norm_, step.",
    fa="در هر گام: نرخ، zero_grad، loss خود مدل، backward، clip_grad_norm_ و step.",
)
def test_steps_equal_adamw(student, draw):
    """Losses and weights of nine steps as in float64 (float32 strays by ~1e-6 here), three settings; modes exact.

    Clipping at 0.1, below the norms of this model, scales steps unequally; Adam would hide an equal scale.
    """
    because = Text(
        en="look at each part of a step: are gradients zeroed, is the loss the model's own, is decay decoupled, "
        "are all gradients clipped together, does the rate rise and fall step by step?",
        fa="هر جزء گام را ببینید: گرادیان‌ها صفر می‌شوند؟ loss همان loss مدل است؟ کاهش وزن جداست؟ "
        "همهٔ گرادیان‌ها با هم محدود می‌شوند؟ نرخ گام به گام بالا می‌رود و پایین می‌آید؟",
    )
    settings = [(0, 0.0, 1e9, ()), (3, 0.5, 1e9, ()), (4, 0.2, 0.1, ("head.bias",))]
    for warmup, weight_decay, max_norm, frozen in settings:
        clips = draw_clips(draw, 13, 3)
        model = _listener(student, draw, 3)
        for name in frozen:
            student.kit.set_requires_grad(model, name, False)
        flags = student.kit.requires_grad(model)
        before = student.kit.state_dict(model)
        losses = student.train(
            model,
            clips.waveforms,
            clips.lengths,
            clips.labels,
            steps=9,
            batch_size=4,
            lr=0.05,
            weight_decay=weight_decay,
            warmup=warmup,
            max_norm=max_norm,
            seed=draw.seed(),
        )
        calls = _calls(student, model, "train", 9)
        expect([call["training"] for call in calls], "training mode in train").equals(
            [True] * len(calls),
            because=Text(
                en="the model came in evaluation mode and nobody called model.train()",
                fa="مدل در حالت ارزیابی داده شد و کسی model.train() را صدا نزد",
            ),
        )
        batches = [clips.numbers(call["input_values"]) for call in calls]
        expect(len(batches), "the number of batches").equals(9)
        trainable = [name for name in ("head.weight", "head.bias") if name not in frozen]
        after, expected, _ = adamw(
            before, trainable, clips, batches, linear_rates(0.05, 9, warmup), weight_decay, max_norm
        )
        expect(student.kit.requires_grad(model), "requires_grad after training").equals(
            flags, because=Text(en="what is frozen stays frozen", fa="آنچه منجمد است منجمد می‌ماند")
        )
        for step, (loss, wanted) in enumerate(zip(losses, expected, strict=True)):
            expect(loss, f"the loss of step {step}").is_number().is_close(wanted, atol=2e-4, because=because)
        state = student.kit.state_dict(model)
        for name, weight in after.items():
            atol = 2e-4 if name in trainable else 0.0
            expect(state[name], f"{name} after training").is_tensor().is_close(
                weight, atol=atol, because=because
            )


@points(1)
@depends("test_masks_come_from_the_lengths")
@title(
    en="Predictions in the order of the clips, without dropout or gradients",
    fa="پیش‌بینی‌ها به ترتیب قطعه‌ها، بدون دراپ‌اوت و گرادیان",
)
@hint(
    en="model.eval(), torch.inference_mode(), all batches joined in order, then the mode that was before.",
    fa="model.eval() و torch.inference_mode()، چسباندن همهٔ دسته‌ها به ترتیب، و سپس همان حالت پیشین.",
)
def test_predictions_are_in_order(student, draw):
    """Logits of 11 clips in batches of 1, 4 and 20 as in float64 (float32 strays by ~1e-6); modes exact."""
    clips = draw_clips(draw, 11, 4)
    model = _listener(student, draw, 4)
    expected = listen(student.kit.state_dict(model), clips.waveforms, clips.lengths)
    for training, batch_size in ((True, 4), (False, 1), (True, 20)):
        student.kit.set_mode(model, training)
        answer = student.predict(model, clips.waveforms, clips.lengths, batch_size)
        expect(answer, f"predict(…, batch_size={batch_size})").is_tensor().has_shape(11, 4).is_close(
            expected,
            atol=1e-4,
            because=Text(
                en="row i is about clip i, whatever the batches are",
                fa="سطر i دربارهٔ قطعهٔ i است، دسته‌ها هر چه باشند",
            ),
        )
        expect_evaluation(_calls(student, model, "predict", 1), "predict")
        expect_mode_kept(student, model, training, "predict")


def _answers(draw, classes: int, absent: tuple[int, ...], unsaid: tuple[int, ...], count: int = 60):
    """Labels without `absent` classes and predictions without `unsaid` ones, of unequal classes, about half right."""
    present = [label for label in range(classes) for _ in range(label + 1) if label not in absent]
    said = [label for label in range(classes) if label not in unsaid]
    labels = [draw.rng.choice(present) for _ in range(count)]
    predictions = [
        label if label in said and draw.rng.random() < 0.5 else draw.rng.choice(said) for label in labels
    ]
    return torch.tensor(labels), torch.tensor(predictions)


@points(1)
@title(en="Rows are true classes, columns predicted ones", fa="سطرها ردهٔ واقعی‌اند و ستون‌ها ردهٔ پیش‌بینی‌شده")
@hint(
    en="Count the pairs label · classes + prediction with torch.bincount and minlength.",
    fa="جفت‌های label · classes + prediction را با torch.bincount و minlength بشمارید.",
)
def test_confusions_are_counted(student, draw):
    """Counts pair by pair, with classes that do not occur first, in the middle and last; exact."""
    for classes, absent, unsaid in ((4, (), ()), (5, (0, 4), (2, 4)), (6, (3, 5), (3, 5))):
        labels, predictions = _answers(draw, classes, absent, unsaid)
        counts = torch.zeros(classes, classes, dtype=torch.long)
        for pair in zip(labels.tolist(), predictions.tolist(), strict=True):
            counts[pair] += 1
        expect(
            student.confusion_matrix(labels, predictions, classes), "confusion_matrix(…)"
        ).is_tensor().is_bit_equal(
            counts,
            because=Text(
                en="entry [i, j] counts class i called j; a class that does not occur keeps its row and column",
                fa="درایهٔ [i, j] می‌شمارد که ردهٔ i چند بار j خوانده شده؛ سطر و ستون رده‌ای که نیست هم می‌ماند",
            ),
        )


def _scores(labels: list[int], predictions: list[int], label: int) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and support of a class as scikit-learn has them with zero_division=0.

    Not scikit-learn itself: its import alone may take longer than a check has on a busy machine.
    """
    pairs = list(zip(labels, predictions, strict=True))
    hits, said, support = pairs.count((label, label)), predictions.count(label), labels.count(label)
    return (
        hits / said if said else 0.0,
        hits / support if support else 0.0,
        2 * hits / (said + support) if said + support else 0.0,
        support,
    )


@points(1)
@title(
    en="Precision, recall and F1 of every class, macro F1 over all of them",
    fa="precision، recall و F1 هر رده، و F1 ماکرو روی همهٔ رده‌ها",
)
@hint(
    en="Precision divides by a column's sum, recall by a row's; where that is 0 the score is 0.",
    fa="precision بر جمعِ ستون تقسیم می‌شود و recall بر جمعِ سطر؛ هر جا جمع 0 است امتیاز هم 0 است.",
)
def test_report_scores_every_class(student, draw):
    """Scores counted pair by pair, with classes without clips and classes never said; within 1e-6."""
    because = Text(
        en="precision is about what was said, recall about what was there; an empty class scores 0 and counts in the mean",
        fa="precision دربارهٔ گفته‌هاست و recall دربارهٔ بوده‌ها؛ ردهٔ خالی 0 می‌گیرد و در میانگین می‌آید",
    )
    for absent, unsaid in (((), ()), ((1,), (3,)), ((4,), (4,))):
        labels, predictions = _answers(draw, 5, absent, unsaid)
        names = draw.rng.sample(NAMES, k=5)
        columns = [_scores(labels.tolist(), predictions.tolist(), label) for label in range(5)]
        result = student.report(labels, predictions, names)
        expect(result, "report(…)").is_dict(keys=["classes", "accuracy", "macro_f1"])
        expect(result["classes"], "report(…)['classes']").is_dict(keys=names)
        expect(list(result["classes"]), "the classes of the report").equals(names)
        for index, name in enumerate(names):
            entry = result["classes"][name]
            expect(entry, f"the entry of {name!r}").is_dict(keys=["precision", "recall", "f1", "support"])
            for key, value in zip(("precision", "recall", "f1", "support"), columns[index], strict=True):
                expect(entry[key], f"{key} of {name!r}").is_number(because).is_close(
                    value, atol=1e-6, because=because
                )
        accuracy = sum(map(int.__eq__, labels.tolist(), predictions.tolist())) / len(labels)
        for key, value in (("accuracy", accuracy), ("macro_f1", sum(f1 for _, _, f1, _ in columns) / 5)):
            expect(result[key], key).is_number(because).is_close(value, atol=1e-6, because=because)


@points(1)
@title(
    en="The baseline says the commonest class of the training clips",
    fa="خط پایه رایج‌ترین ردهٔ قطعه‌های آموزش را می‌گوید",
)
@hint(
    en="The test labels only judge; they choose nothing.",
    fa="برچسب‌های آزمون فقط داوری می‌کنند و چیزی را انتخاب نمی‌کنند.",
)
def test_the_baseline_knows_the_training_set_only(student, draw):
    """Another class is commonest among the test clips; a tie in training; a class nobody tests. Within 1e-6."""
    common, other = draw.rng.sample(range(4), k=2)
    cases = [
        (
            [common] * 9 + [other] * 4 + [0, 1, 2, 3],
            [other] * draw.rng.randint(7, 12) + [common] * 3 + [0, 3],
        ),
        ([2, 1] * 5 + [0, 3], [1] * draw.rng.randint(2, 5) + [2] * 6),
        ([common] * 5, [other] * 4),
    ]
    because = Text(
        en="the commonest training class is said, of two the lower id; macro F1 is over all classes",
        fa="رایج‌ترین ردهٔ آموزش گفته می‌شود و از دو ردهٔ برابر شمارهٔ کمتر؛ F1 ماکرو روی همهٔ رده‌هاست",
    )
    for train, test in cases:
        said = min(range(4), key=lambda label: (-train.count(label), label))
        share = test.count(said) / len(test)
        result = student.majority_baseline(torch.tensor(train), torch.tensor(test), 4)
        expect(result, "majority_baseline(…)").is_dict(keys=["accuracy", "macro_f1"])
        # Precision is the share and recall 1: F1 is 2·share / (share + 1), and 0 for the three other classes.
        for key, value in (("accuracy", share), ("macro_f1", 2 * share / (share + 1) / 4)):
            expect(result[key], key).is_number(because).is_close(value, atol=1e-6, because=because)


def _shown(student, figure, name: str) -> dict:
    expect(figure, name).is_handle("Figure")
    axes = student.kit.describe_figure(figure)["axes"]
    expect(len(axes), f"the number of axes of {name}").at_least(1)
    return axes[0]


def _ticks(shown: dict, axis: str) -> list[tuple[float, str]]:
    pairs = zip(shown[f"{axis}ticks"], shown[f"{axis}ticklabels"], strict=False)
    return [(place, text) for place, text in pairs if text.strip()]


@points(1)
@title(
    en="The matrix is drawn with shares of each row as colours and counts as text",
    fa="ماتریس با سهم هر سطر به رنگ و با شمارها به متن کشیده می‌شود",
)
@hint(
    en="Divide each row by its own sum (an empty row by 1) and write the counts with axes.text(column, row, …).",
    fa="هر سطر را بر جمع خودش (سطر خالی را بر 1) تقسیم کنید و شمارها را با axes.text(column, row, …) بنویسید.",
)
def test_the_confusion_plot_shows_shares_and_counts(student, draw):
    """One image of the rows' shares within 1e-6, its scale from 0 to 1, every count in its cell, names and labels."""
    names = draw.rng.sample(NAMES, k=4)
    matrix = draw.integers(1, 40, (4, 4))
    matrix[draw.rng.randrange(4)] = 0
    shown = _shown(student, student.plot_confusion(matrix, names), "plot_confusion(…)")
    expect(shown["images"], "the images of the first axes").is_list(length=1)
    sums = matrix.sum(1, keepdim=True).double()
    shares = torch.where(sums > 0, matrix / sums.clamp(min=1), 0.0)
    expect(shown["images"][0]["values"], "the values of the image").is_close(
        shares,
        atol=1e-6,
        because=Text(
            en="each row holds the shares of its own clips; a row without clips holds 0",
            fa="هر سطر سهم قطعه‌های خودش را دارد و سطر بدون قطعه 0 است",
        ),
    )
    expect(shown["images"][0]["range"], "the ends of the colour scale").is_close([0.0, 1.0], atol=1e-6)
    cells = {
        (round(text["y"]), round(text["x"])): text["text"].strip()
        for text in shown["texts"]
        if text["text"].strip()
    }
    expect(len(cells), "the number of cells with a text").equals(16)
    for row in range(4):
        for column in range(4):
            expect(cells.get((row, column)), f"the text in row {row}, column {column}").equals(
                str(int(matrix[row, column])),
                because=Text(
                    en="axes.text takes x, the column, first",
                    fa="axes.text اول x یعنی ستون را می‌گیرد",
                ),
            )
    for axis, word in (("x", "predicted"), ("y", "true")):
        found = _ticks(shown, axis)
        expect([text for _, text in found], f"the tick labels of {axis}").equals(names)
        expect([place for place, _ in found], f"the places of the ticks of {axis}").is_close(
            [0.0, 1.0, 2.0, 3.0], atol=1e-6
        )
        expect(word in shown[f"{axis}label"].lower(), f"“the {axis} label says {word!r}”").is_true(
            because=Text(
                en="rows (y) are true classes, columns (x) predicted ones",
                fa="سطرها (y) ردهٔ واقعی‌اند و ستون‌ها (x) ردهٔ پیش‌بینی‌شده",
            )
        )


@points(1)
@title(
    en="Bars compare the recall of women and men, class by class",
    fa="میله‌ها recall زنان و مردان را رده به رده کنار هم می‌گذارند",
)
@hint(
    en="A mean over an empty selection is NaN, and a bar of height NaN is none: just do not turn it into 0.",
    fa="میانگینِ یک گزینشِ خالی NaN است و میلهٔ NaN کشیده نمی‌شود؛ فقط آن را به 0 تبدیل نکنید.",
)
def test_bars_show_recall_by_gender(student, draw):
    """The height of every bar within 1e-6 of the recall of its colour's gender at its tick; one class without women."""
    names = draw.rng.sample(NAMES, k=4)
    labels, predictions = _answers(draw, 4, (), (), 80)
    missing = draw.rng.randrange(4)
    genders = ["male" if label == missing else draw.rng.choice(["female", "male"]) for label in labels]
    shown = _shown(student, student.plot_by_gender(labels, predictions, genders, names), "plot_by_gender(…)")
    expect_labels(shown)
    ticks = [(place, text) for place, text in _ticks(shown, "x") if text in names]
    expect([text for _, text in ticks], "the classes at the ticks").equals(names)
    expect([place for place, _ in ticks], "the places of the ticks").is_close([0.0, 1.0, 2.0, 3.0], atol=1e-6)
    gender_of = names_of_colors(shown, ["female", "male"])
    bars = [bar for bar in shown["bars"] if not math.isnan(bar["height"])]
    found = {}
    for bar in bars:
        middle = bar["x"] + bar["width"] / 2
        found[round(middle), gender_of.get(tuple(bar["color"]), "unknown")] = bar
    expect(len(found) == len(bars), "“no two bars are of one class and one colour”").is_true()
    expected = {}
    for place in range(4):
        for gender in ("female", "male"):
            hits = [
                said == label
                for label, said, who in zip(labels.tolist(), predictions.tolist(), genders, strict=True)
                if label == place and who == gender
            ]
            if hits:
                expected[place, gender] = sum(hits) / len(hits)
    because = Text(
        en="a bar is the share of this gender's clips of this class that were recognised; where there is no clip "
        "nothing is known, and there is no bar",
        fa="هر میله سهمِ قطعه‌های شناخته‌شدهٔ همان جنسیت از همان رده است؛ جایی که قطعه‌ای نیست "
        "چیزی دانسته نیست و میله‌ای هم نیست",
    )
    for (place, gender), bar in found.items():
        expect((place, gender) in expected, f"“there is a clip of {gender!r} for each of its bars”").is_true(
            because=because
        )
        expect(bar["y"] + bar["height"], f"the bar of {names[place]!r} in the colour of {gender!r}").is_close(
            expected[place, gender], atol=1e-6, because=because
        )
    expect(len(found), "the number of bars").equals(len(expected), because=because)
    expect_apart(bars)


@points(2)
@depends("test_predictions_are_in_order")
@title(en="Your own loop teaches HuBERT emotions", fa="حلقهٔ شما هیجان را به HuBERT یاد می‌دهد")
@hint(
    en="If all other checks pass, look for what only shows in a long run.",
    fa="اگر همهٔ آزمون‌های دیگر قبول شده‌اند، دنبال چیزی بگردید که فقط در اجرای بلند پیدا می‌شود.",
)
@convergence(metric="macro-F1", chunks=1)
def test_learns_emotions(student, draw, attempt):
    """The student's loop on the course's classifier; macro F1 on hidden recordings. Threshold calibrated."""
    hidden = draw.hidden_recordings(150)
    clips = student.kit.keep.training_recordings()
    waveforms, labels = (student.kit.keep.item(clips, key) for key in ("waveforms", "labels"))
    lengths = student.kit.item(clips, "lengths")
    model = student.kit.speech_classifier(attempt.seed, labels)
    unheard = student.kit.keep.heard(hidden.waveforms)
    for _ in attempt:
        student.train(model, waveforms, lengths, labels, steps=STEPS, seed=attempt.seed)
        answers = student.predict(model, unheard, hidden.lengths, 50)
        expect(answers, "predict(…)").is_tensor().has_shape(len(hidden.lengths), hidden.classes).is_finite()
        attempt.score(hidden.macro_f1(answers))
