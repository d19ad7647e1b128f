"""Checks of question 3: weights and copies add up, copies stay in training, and the loss is torch's weighted mean."""

import itertools
from collections import Counter
from typing import Any

import torch
from torch import Tensor

from autograder.authoring import Text, depends, expect, hint, points, raises, title

EMOTIONS = ("neutral", "anger", "sadness", "fear")


def _labels(draw, counts: tuple[int, ...]) -> list[str]:
    labels = [emotion for emotion, count in zip(EMOTIONS, counts, strict=False) for _ in range(count)]
    draw.rng.shuffle(labels)
    return labels


def _expect_indices(value: Any, what: str) -> list[int]:
    expect(value, what).is_list()
    for index in value:
        expect(index, f"an index of {what}").is_number()
    return list(value)


@points(1.5)
@title(
    en="Rare classes weigh more, an example weighs 1 on average",
    fa="کلاس کمیاب وزن بیشتری دارد و وزن هر نمونه به‌طور میانگین 1 است",
)
@hint(
    en="n / (k · m) with k the classes that occur (not `classes`): only then is the mean over the examples 1.",
    fa="n / (k · m) که k شمار کلاس‌های دیده‌شده است (نه `classes`): فقط آنگاه میانگین روی نمونه‌ها 1 می‌شود.",
)
def test_weights_balance_the_classes(student, draw):
    """Against n / (k · m) for random counts with and without absent classes, float32 within 1e-5 relative; errors."""
    for counts in (
        [draw.rng.randint(1, 200) for _ in range(5)],
        [draw.rng.randint(1, 50), 0, draw.rng.randint(1, 9), 0],
        [0, draw.rng.randint(2, 9)],
    ):
        labels = torch.tensor([place for place, count in enumerate(counts) for _ in range(count)])
        labels = labels[torch.randperm(len(labels), generator=draw.generator)]
        occurring = sum(count > 0 for count in counts)
        expected = [len(labels) / (occurring * count) if count else 0.0 for count in counts]
        weights = student.class_weights(labels, len(counts))
        what = f"class_weights of classes with {counts} examples"
        expect(weights, what).has_shape(len(counts)).has_dtype(torch.float32).is_finite()
        expect(weights, what).is_close(
            torch.tensor(expected, dtype=torch.float64),
            atol=1e-12,
            rtol=1e-5,
            because=Text(
                en="n over (classes that occur · examples of this class), and 0 for a class that does not occur",
                fa="n بخش بر (شمار کلاس‌های دیده‌شده · شمار نمونه‌های این کلاس)، و 0 برای کلاسی که دیده نمی‌شود",
            ),
        )
    for labels in ([], [0, 1, 3], [0, -1]):
        because = Text(en=f"labels {labels} of 3 classes", fa=f"برچسب‌های {labels} برای 3 کلاس")
        with raises(ValueError, because=because, of="class_weights(…)"):
            student.class_weights(torch.tensor(labels, dtype=torch.int64), 3)


@points(2)
@title(
    en="Copies make the classes of the given rows equal", fa="نسخه‌ها کلاس‌های سطرهای داده‌شده را برابر می‌کنند"
)
@hint(
    en="The largest class among `indices`; divmod(largest, len(members)): so many rounds, and a sample without replacement.",
    fa="بزرگ‌ترین کلاسِ میان `indices`؛ divmod(largest, len(members)): این تعداد دور، و نمونه‌ای بدون جایگذاری.",
)
def test_copies_make_classes_equal(student, draw):
    """Counts by class and by row, for parts of a data set whose largest class is another one than in the whole; exact."""
    labels = _labels(draw, (90, 60, 31, 8))
    rows = {
        emotion: [index for index, label in enumerate(labels) if label == emotion] for emotion in EMOTIONS
    }
    parts = (
        # Neutral is the largest class of the data set, but not of these rows.
        rows["neutral"][:17]
        + rows["anger"][:43]
        + rows["sadness"][:29]
        + rows["fear"][: draw.rng.randint(1, 7)],
        rows["sadness"][: draw.rng.randint(9, 30)] + rows["anger"][:7],
        rows["fear"][:3],
        [],
    )
    for part in parts:
        indices = draw.rng.sample(part, k=len(part))
        result = _expect_indices(student.oversample(indices, labels, draw.seed()), "oversample(…)")
        expect(sorted(set(result)), "the different indices, sorted").equals(
            sorted(indices),
            because=Text(
                en="each given row stays, and no row from elsewhere comes in: drawing with replacement loses some",
                fa="همهٔ سطرهای داده‌شده می‌مانند و سطری از جای دیگر نمی‌آید: برداشتن با جایگذاری برخی را گم می‌کند",
            ),
        )
        classes = Counter(labels[index] for index in indices)
        largest = max(classes.values(), default=0)
        expect(dict(Counter(labels[index] for index in result)), "the rows of each class").equals(
            dict.fromkeys(classes, largest),
            because=Text(
                en="every class grows to the largest among the given rows, which need not be the largest of all labels",
                fa="هر کلاس به بزرگ‌ترین کلاسِ همین سطرها می‌رسد که شاید بزرگ‌ترین کلاسِ کل برچسب‌ها نباشد",
            ),
        )
        copies = Counter(result)
        for emotion in classes:
            times = [copies[index] for index in indices if labels[index] == emotion]
            expect(max(times) - min(times) <= 1, f"“rows of {emotion!r} come about equally often”").is_true(
                because=Text(
                    en="how often two rows of a class come differs by one at most",
                    fa="شمار تکرار دو سطر از یک کلاس حداکثر یکی فرق دارد",
                )
            )


@points(1)
@depends("test_copies_make_classes_equal")
@title(en="Copies are drawn and mixed by the seed", fa="نسخه‌ها با بذر برداشته و آمیخته می‌شوند")
@hint(
    en="Draw the rows that come once more, and shuffle the whole list at the end, both by random.Random(seed).",
    fa="سطرهایی را که یک بار بیشتر می‌آیند قرعه بکشید و در پایان همهٔ فهرست را بُر بزنید، هر دو با random.Random(seed).",
)
def test_copies_are_mixed(student, draw):
    """Same seed, same list; other seeds repeat other rows; classes spread over the list.

    A class of 100 rows among 400 has 50 ± 5 (one deviation) in the first half; 25 to 75 are asked for. Of neighbours,
    300 ± 9 differ in class; 200 are asked for.
    """
    labels = _labels(draw, (100, 60, 33, 7))
    indices, seed = list(range(len(labels))), draw.seed()
    first = _expect_indices(student.oversample(indices, labels, seed), "oversample(…)")
    expect(
        _expect_indices(student.oversample(indices, labels, seed), "oversample(…)"),
        "the list by the same seed",
    ).equals(first, because=Text(en="the seed decides", fa="بذر تعیین‌کننده است"))
    again = {str(sorted(student.oversample(indices, labels, draw.seed()))) for _ in range(3)}
    expect(len(again), "the number of different choices by three other seeds").equals(
        3,
        because=Text(
            en="which rows come once more is drawn", fa="این‌که کدام سطرها یک بار بیشتر بیایند قرعه است"
        ),
    )
    mixed = Text(
        en="classes, originals and copies are mixed: a batch of one class only teaches that class",
        fa="کلاس‌ها، اصل‌ها و نسخه‌ها آمیخته‌اند: دسته‌ای از یک کلاس فقط همان را یاد می‌دهد",
    )
    half = Counter(labels[index] for index in first[: len(first) // 2])
    for emotion in EMOTIONS:
        expect(25 <= half[emotion] <= 75, f"“{emotion!r} is spread over the list”").is_true(because=mixed)
    changes = sum(labels[one] != labels[other] for one, other in itertools.pairwise(first))
    expect(changes >= 200, "“neighbours are of different classes, mostly”").is_true(because=mixed)


@points(1.5)
@depends("test_copies_make_classes_equal")
@title(en="Split first, then copy the training rows", fa="نخست تقسیم، سپس نسخه‌برداری از سطرهای آموزش")
@hint(
    en="Call split(labels, seed) with the labels as they are; hand its first list to oversample; leave the others.",
    fa="split(labels, seed) را با همان برچسب‌ها صدا بزنید؛ فهرست نخستش را به oversample بدهید؛ به بقیه دست نزنید.",
)
def test_splitting_comes_first(student, draw):
    """A recorded split is called once, with all labels and the seed; its test rows are neither copied nor trained on; exact."""
    labels, seed, splitter = _labels(draw, (80, 50, 30, 20)), draw.seed(), student.kit.splitter()
    result = student.prepare_splits(labels, seed, splitter)
    expect(result, "prepare_splits(…)").is_dict(keys=["train", "validation", "test"])
    calls = student.kit.recorded(splitter)
    expect(calls, "the calls of split").is_list(length=1)
    expect(calls[0]["labels"], "the labels that split was given").equals(
        labels,
        because=Text(
            en="the rows are split before any of them is copied", fa="سطرها پیش از هر نسخه‌برداری تقسیم می‌شوند"
        ),
    )
    expect(calls[0]["seed"], "the seed that split was given").equals(seed)
    train, validation, test = calls[0]["splits"]
    for name, rows in (("validation", validation), ("test", test)):
        expect(sorted(_expect_indices(result[name], name)), f"the rows of {name!r}, sorted").equals(
            sorted(rows),
            because=Text(
                en="what is judged on keeps its own class shares, without copies",
                fa="آنچه داوری روی آن است سهم‌های کلاس خودش را نگه می‌دارد و نسخه ندارد",
            ),
        )
    copied = _expect_indices(result["train"], "train")
    expect(sorted(set(copied)), "the different rows of “train”, sorted").equals(sorted(train))
    largest = max(Counter(labels[index] for index in train).values())
    expect(dict(Counter(labels[index] for index in copied)), "the rows of each class in “train”").equals(
        dict.fromkeys(EMOTIONS, largest),
        because=Text(en="the training split alone is balanced", fa="فقط بخش آموزش متوازن می‌شود"),
    )


def _rows_of(rows: Tensor, places: dict[tuple[float, ...], int]) -> list[int]:
    """Which rows of the data set these are; −1 for what is none of them."""
    return [places.get(tuple(row), -1) for row in rows.tolist()]


def _macro_recall(call: dict[str, Tensor], wanted: list[int]) -> float:
    right: dict[int, list[bool]] = {}
    for guess, label in zip(call["predicted"].tolist(), wanted, strict=True):
        right.setdefault(label, []).append(guess == label)
    return sum(sum(hits) / len(hits) for hits in right.values()) / len(right)


@points(2)
@depends("test_splitting_comes_first", "test_copies_make_classes_equal")
@title(
    en="The leak of copying before splitting is measured", fa="نشتِ نسخه‌برداری پیش از تقسیم اندازه‌گیری می‌شود"
)
@hint(
    en="The split of the copies gives places in the list of copies: copies[place] is the row. Score by class, then average.",
    fa="تقسیمِ نسخه‌ها جای آن‌ها در فهرست نسخه‌ها را می‌دهد: copies[place] همان سطر است. به تفکیک کلاس نمره دهید و میانگین بگیرید.",
)
def test_the_leak_of_copies_is_measured(student, draw):
    """From the rows that reached a recording 1-nearest-neighbour and split: copies in the test, scores within 1e-9."""
    counts = (70, 40, 20, 20)
    labels = [place for place, count in enumerate(counts) for _ in range(count)]
    draw.rng.shuffle(labels)
    targets = torch.tensor(labels)
    features = draw.normal(len(labels), 5) + 0.7 * torch.nn.functional.one_hot(targets, 5)
    splitter, classifier = student.kit.splitter(), student.kit.nearest_neighbour()
    result = student.leak_of_oversampling(features, targets, draw.seed(), splitter, classifier)
    expect(result, "leak_of_oversampling(…)").is_dict(keys=["before", "after", "difference"])
    asked = sorted(len(call["labels"]) for call in student.kit.recorded(splitter))
    expect(asked, "how many labels split was given, by call, sorted").equals(
        [len(labels), len(counts) * max(counts)],
        because=Text(
            en="once the rows as they are, once the rows after copying",
            fa="یک بار سطرها همان‌طور که هستند و یک بار پس از نسخه‌برداری",
        ),
    )
    calls = student.kit.recorded(classifier)
    expect(calls, "the calls of fit_predict").is_list(length=2)
    places = {tuple(row): index for index, row in enumerate(features.tolist())}
    scores = {}
    for call in calls:
        train, test = _rows_of(call["train_x"], places), _rows_of(call["test_x"], places)
        expect(-1 in train + test, "“a row is none of the data set”").equals(False)
        expect(call["train_y"].tolist(), "the labels for training").equals(
            [labels[index] for index in train],
            because=Text(en="labels belong to their rows", fa="برچسب‌ها مال سطرهای خودشان‌اند"),
        )
        name = "before" if set(train) & set(test) else "after"
        if name == "after":
            sizes = set(Counter(labels[index] for index in train).values())
            expect(len(sizes), "the number of different class sizes in the honest training rows").equals(
                1,
                because=Text(
                    en="the training rows are oversampled after the split too",
                    fa="سطرهای آموزش پس از تقسیم هم بیش‌نمونه‌گیری می‌شوند",
                ),
            )
            expect(max(Counter(test).values()), "how often a row comes in the honest test").equals(1)
        scores[name] = _macro_recall(call, [labels[index] for index in test])
    expect(sorted(scores), "the kinds of splits that reached fit_predict").equals(
        ["after", "before"],
        because=Text(
            en="copying first puts copies of training rows into the test, copying last does not",
            fa="نسخه‌برداریِ پیش از تقسیم، نسخهٔ سطرهای آموزش را به آزمون می‌برد و پس از تقسیم نه",
        ),
    )
    scores["difference"] = scores["before"] - scores["after"]
    for name, score in scores.items():
        expect(result[name], f"{name!r}").is_close(
            score,
            atol=1e-9,
            because=Text(
                en="the mean over classes of the share of a class's test rows that were predicted right",
                fa="برای هر کلاس سهم سطرهای آزمونی که درست پیش‌بینی شده‌اند، و سپس میانگین روی کلاس‌ها",
            ),
        )


def _loss(logits: Tensor, labels: Tensor, weights: Tensor) -> float:
    """The formula of the docstring in float64, from softmax's definition."""
    wide, shares = logits.double(), weights.double()[labels]
    shifted = wide - wide.max(1, keepdim=True).values
    surprise = shifted.exp().sum(1).log() - shifted[torch.arange(len(labels)), labels]
    return float((shares * surprise).sum() / shares.sum())


@points(1)
@title(en="The loss divides by the weights of the labels", fa="زیان بر وزن برچسب‌ها بخش می‌شود")
@hint(
    en="Σ w_i · (−log p_i) / Σ w_i with w_i = weights[labels]: the divisor is not the number of examples.",
    fa="Σ w_i · (−log p_i) / Σ w_i با w_i = weights[labels]: بخش‌یاب شمار نمونه‌ها نیست.",
)
def test_loss_is_a_weighted_mean(student, draw):
    """Against the formula in float64 (1e-10) and float32 (1e-5 relative), and its gradient against autograd's (1e-10)."""
    because = Text(
        en="the mean is weighted: its divisor is the sum of the labels' weights",
        fa="میانگین وزن‌دار است: بخش‌یابش مجموع وزن برچسب‌هاست",
    )
    for dtype, tolerance in ((torch.float64, 1e-10), (torch.float32, 1e-5)):
        rows = draw.rng.randint(7, 40)
        logits, labels = draw.normal(rows, 5, dtype=torch.float64), draw.integers(0, 5, (rows,))
        weights = draw.normal(5).abs() + 0.1
        logits = (3 * logits).to(dtype)
        loss = student.weighted_loss(logits, labels, weights)
        expect(loss, f"weighted_loss of {str(dtype).removeprefix('torch.')} logits").has_shape().has_dtype(
            dtype
        ).is_close(
            torch.tensor(_loss(logits, labels, weights), dtype=torch.float64),
            atol=tolerance / 10,
            rtol=tolerance,
            because=because,
        )
    held = student.kit.hold(draw.normal(9, 5, dtype=torch.float64))
    logits, labels = student.kit.value(held), draw.integers(0, 5, (9,))
    student.kit.track_gradient(held)
    slope = student.kit.slope(student.keep.weighted_loss(held, labels, weights), held)
    shares = weights.double()[labels]
    expected = logits.softmax(1) - torch.nn.functional.one_hot(labels, 5)
    expected = expected * (shares / shares.sum())[:, None]
    expect(slope, "the gradient of the loss").is_close(expected, atol=1e-10, because=because)


@points(1)
@depends("test_loss_is_a_weighted_mean")
@title(
    en="Half precision, huge logits and weights of 0 give no NaN",
    fa="نیم‌دقت، لوجیت‌های بزرگ و وزن‌های 0 به NaN نمی‌انجامند",
)
@hint(
    en="logits.float() first, logsumexp or log_softmax, and a divisor that is replaced where the weights sum to 0.",
    fa="نخست logits.float()، سپس logsumexp یا log_softmax، و جایگزینی بخش‌یاب هر جا مجموع وزن‌ها 0 است.",
)
def test_loss_is_stable(student, draw):
    """Half-precision logits with weights whose sum exceeds float16, logits of 1e4 (within 1e-5), and an all-zero case."""
    labels = draw.integers(0, 4, (300,))
    weights = 300 + 200 * draw.normal(4).sigmoid()
    for dtype in (torch.float16, torch.bfloat16):
        logits = (4 * draw.normal(300, 4)).to(dtype)
        name = str(dtype).removeprefix("torch.")
        loss = student.weighted_loss(logits, labels, weights)
        expect(loss, f"weighted_loss of {name} logits").has_shape().has_dtype(torch.float32).is_finite()
        expect(loss, f"weighted_loss of {name} logits").is_close(
            torch.tensor(_loss(logits, labels, weights)),
            atol=1e-6,
            rtol=1e-5,
            because=Text(
                en="half-precision logits are widened before anything is computed",
                fa="لوجیت‌های نیم‌دقت پیش از هر محاسبه‌ای پهن می‌شوند",
            ),
        )
    logits = 1e4 * draw.normal(12, 4)
    expect(
        student.weighted_loss(logits, labels[:12], weights), "weighted_loss of logits of 1e4"
    ).is_finite().is_close(
        torch.tensor(_loss(logits, labels[:12], weights)),
        atol=1e-6,
        rtol=1e-5,
        because=Text(en="exp of a large logit is infinite", fa="نمایی یک لوجیت بزرگ بی‌نهایت است"),
    )
    held = student.kit.hold(draw.normal(6, 4))
    student.kit.track_gradient(held)
    labels = draw.integers(1, 4, (6,))
    loss = student.keep.weighted_loss(held, labels, torch.tensor([1.0, 0.0, 0.0, 0.0]))
    because = Text(
        en="where the weights of all labels are 0 there is nothing to learn: 0 instead of 0/0",
        fa="هر جا وزن همهٔ برچسب‌ها 0 است چیزی برای آموختن نیست: 0 به جای 0/0",
    )
    slope = student.kit.slope(loss, held)
    if slope is not None:
        expect(slope, "the gradient when all labels weigh 0").is_close(
            torch.zeros(6, 4), atol=0.0, because=because
        )
    logits = student.kit.value(held).detach()
    value = student.weighted_loss(logits, labels, torch.tensor([1.0, 0.0, 0.0, 0.0]))
    expect(value, "the loss when all labels weigh 0").is_close(torch.tensor(0.0), atol=0.0, because=because)
