"""Checks of question 3: softmax, confusion matrix, report and areas under the curve, against scipy and scikit-learn."""

import math
import warnings
from typing import Any

import numpy as np
import torch
from scipy.special import softmax as reference_softmax
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support, roc_auc_score
from torch import Tensor

from autograder.authoring import Text, depends, expect, hint, points, raises, title

NAMES = ["quran", "bible", "mizan"]


def _scored(draw, sizes: tuple[int, ...], coarse: int | None = None) -> tuple[Tensor, Tensor]:
    """Probabilities of rows whose own class is somewhat likelier, and their classes in mixed order; ``coarse`` makes ties."""
    labels = torch.tensor([index for index, size in enumerate(sizes) for _ in range(size)])
    labels = labels[torch.randperm(len(labels), generator=draw.generator)]
    logits = draw.normal(len(labels), len(sizes), dtype=torch.float64)
    logits[torch.arange(len(labels)), labels] += 0.8
    probabilities = torch.softmax(logits, dim=1)
    if coarse is not None:
        probabilities = (probabilities * coarse).round() / coarse
    return probabilities, labels


@points(2)
@title(en="Softmax of huge logits", fa="سافت‌مکسِ لاجیت‌های بسیار بزرگ")
@hint(
    en="Subtract the largest logit of each row before the exponential, and not that of the whole tensor.",
    fa="پیش از توان‌رسانی بزرگ‌ترین لاجیت هر سطر را کم کنید و نه بزرگ‌ترینِ کل تنسور را.",
)
def test_softmax_is_stable(student, draw):
    """Against scipy at ±1e4, unlike heights, −∞ and half precision; 1e-12 (float64), 1e-6, 2e-3 (float16 has 11 bits)."""
    base = draw.normal(6, 5, dtype=torch.float64)
    heights = torch.tensor([1e4, -1e4, 0.0, 700.0, -745.0, 9e3], dtype=torch.float64)[:, None]
    blocked = base + heights
    blocked[1:3, 2:4] = -math.inf
    spread = torch.tensor([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]], dtype=torch.float64)
    because = Text(
        en="e^10000 is infinite and e^−10000 is 0: every row needs its own largest logit subtracted",
        fa="e^10000 بی‌نهایت و e^−10000 صفر است: از هر سطر باید بزرگ‌ترین لاجیت خودش کم شود",
    )
    for given in (base, base + heights, blocked, spread):
        for dtype, atol in ((torch.float64, 1e-12), (torch.float32, 1e-6), (torch.float16, 2e-3)):
            logits = given.to(dtype)
            result = student.softmax(logits)
            expect(result, f"softmax of {dtype}").is_tensor().has_dtype(dtype).has_shape(
                *given.shape
            ).is_finite(because=because).is_close(
                torch.from_numpy(reference_softmax(logits.double().numpy(), axis=-1)),
                atol=atol,
                because=because,
            )
            blocked_places = result[torch.isneginf(logits)]
            expect(bool((blocked_places == 0).all()), "“an entry of −∞ gets exactly 0”").is_true()


@points(2)
@title(en="Softmax runs over the classes", fa="سافت‌مکس روی رده‌هاست")
@hint(
    en="Pass `dim` to the maximum and to the sum, and keep that dimension so that it broadcasts.",
    fa="`dim` را به بیشینه و به جمع بدهید و آن بُعد را نگه دارید تا درست پخش شود.",
)
def test_softmax_runs_over_the_classes(student, draw):
    """Square matrices and three dimensions, each dim by positive and negative number; against scipy, within 1e-12 (float64)."""
    for shape in ((4, 4), (3, 3, 3), (2, 3, 4), (5,)):
        logits = 3 * draw.normal(*shape, dtype=torch.float64)
        before = logits.clone()
        for dim in range(-len(shape), len(shape)):
            expected = torch.from_numpy(reference_softmax(logits.numpy(), axis=dim))
            expect(
                student.softmax(logits, dim=dim), f"softmax of shape {shape} over dim {dim}"
            ).is_tensor().is_close(
                expected,
                atol=1e-12,
                because=Text(
                    en="what sums to 1 is the dimension asked for, not the batch",
                    fa="آنچه جمعش ۱ می‌شود بُعدِ خواسته‌شده است، نه دسته",
                ),
            )
        expect(student.softmax(logits), f"softmax of shape {shape}").is_close(
            torch.from_numpy(reference_softmax(before.numpy(), axis=-1)), atol=1e-12
        )


@points(3)
@title(en="Who is taken for whom", fa="چه چیزی به جای چه چیزی گرفته می‌شود")
@hint(
    en="True classes down, predictions across; divide rows or columns, and guard against a sum of 0.",
    fa="ردهٔ درست در سطر و پیش‌بینی در ستون؛ سطر یا ستون را تقسیم کنید و مراقب جمعِ ۰ باشید.",
)
def test_confusion_counts_and_shares(student, draw):
    """Against scikit-learn for unbalanced classes, and with classes that nobody has or says; within 1e-12."""
    labels = draw.integers(0, 3, (60,))
    predictions = torch.where(draw.normal(60) > -0.5, labels, draw.integers(0, 2, (60,)))
    cases = [
        (labels, predictions, 3),
        (labels, predictions, 5),
        (torch.tensor([1, 1]), torch.tensor([2, 2]), 4),
    ]
    for true, said, classes in cases:
        for shares, normalise in ((None, None), ("labels", "true"), ("predictions", "pred")):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                expected = torch.from_numpy(
                    np.nan_to_num(
                        confusion_matrix(true, said, labels=range(classes), normalize=normalise).astype(float)  # pyright: ignore[reportArgumentType]
                    )
                )
            result = student.confusion(true, said, classes, *(() if shares is None else (shares,)))
            expect(result, f"confusion(…, {classes}, {shares!r})").has_dtype(
                torch.float64
            ).is_finite().is_close(
                expected,
                atol=1e-12,
                because=Text(
                    en="row i, column j: class i was called j; classes without rows or answers are 0 throughout",
                    fa="سطر i و ستون j: رده i را j خوانده‌ایم؛ رده‌های بی‌سطر یا بی‌پاسخ سراسر ۰ هستند",
                ),
            )
    with raises(ValueError, of="confusion(…)"):
        student.confusion(labels, predictions, 3, "columns")


def _sklearn_scores(true: Any, said: Any, classes: int, average: Any = None) -> dict[str, Any]:
    """Precision, recall, F1 and support as scikit-learn computes them, an array of the classes or a mean each."""
    scores = precision_recall_fscore_support(true, said, labels=[*range(classes)], average=average)
    return dict(zip(("precision", "recall", "f1", "support"), scores, strict=True))


def _expect_scores(found: Any, expected: dict[str, Any], name: str, because: Text) -> None:
    expect(found, name).is_dict(keys=expected)
    for key, value in expected.items():
        expect(found[key], f"{key!r} of {name}").is_close(float(value), atol=1e-9, because=because)


@points(3)
@title(en="The report of every class and of all", fa="گزارش هر رده و همهٔ رده‌ها")
@hint(
    en="Precision divides by the column's sum, recall by the row's; macro F1 is the mean of the classes' F1.",
    fa="دقت مثبت بر جمع ستون و بازیابی بر جمع سطر تقسیم می‌شود؛ F1 ماکرو میانگین F1 رده‌هاست.",
)
def test_report_of_unbalanced_classes(student, draw):
    """A lopsided 3 × 3 matrix and a 4 × 4 one, against scikit-learn on the rows behind it; within 1e-9."""
    for classes in (3, 4):
        counts = draw.integers(1, 9, (classes, classes)) + torch.diag(draw.integers(5, 60, (classes,)))
        pairs = [(i, j) for i in range(classes) for j in range(classes) for _ in range(int(counts[i, j]))]
        true, said = zip(*pairs, strict=True)
        names = [*NAMES, "novel"][:classes]
        result = student.report(counts.double(), names)
        expect(result, "report(…)").is_dict(keys=[*names, "accuracy", "macro", "weighted", "undefined"])
        each = _sklearn_scores(true, said, classes)
        for index, name in enumerate(names):
            values = {key: float(column[index]) for key, column in each.items()}
            because = Text(
                en="precision: of what was called so; recall: of what is so; F1 is their harmonic mean",
                fa="دقت مثبت: از آنچه چنین خوانده شده؛ بازیابی: از آنچه چنین هست؛ F1 میانگین همساز آن دو است",
            )
            _expect_scores(result[name], values, repr(name), because)
        for average in ("macro", "weighted"):
            values = _sklearn_scores(true, said, classes, average)
            del values["support"]
            because = Text(
                en="means over the classes of each score: plain (macro) or weighted by support",
                fa="میانگین هر نمره روی رده‌ها: ساده (ماکرو) یا با وزن شمار سطرها",
            )
            _expect_scores(result[average], values, repr(average), because)
        expect(result["accuracy"], "“accuracy”").is_close(
            float(counts.diag().sum() / counts.sum()), atol=1e-9
        )
        expect(result["undefined"], "“undefined”").equals([])


@points(2)
@depends("test_report_of_unbalanced_classes")
@title(en="A score of nothing is named", fa="نمره‌ای که تعریف نمی‌شود نام برده می‌شود")
@hint(
    en="A class that is never said has no precision, one that never occurs no recall: 0.0, and listed as undefined.",
    fa="رده‌ای که هیچ‌گاه گفته نشود دقت مثبت ندارد و رده‌ای که نباشد بازیابی ندارد: ۰٫۰ و در فهرست undefined.",
)
def test_undefined_scores_are_named(student, draw):
    """One class never said, one that never occurs, one of both kinds, and a class that is always missed; within 1e-9."""
    n = draw.rng.randint(3, 9)
    cases = [
        ([[n, 2, 0], [1, 4, 0], [3, 1, 0]], ["precision of mizan"]),
        ([[n, 1, 2], [0, 0, 0], [2, 1, 5]], ["recall of bible"]),
        ([[0, 0, 0], [0, n, 0], [0, 2, 0]], ["precision of quran", "recall of quran", "precision of mizan"]),
        ([[0, n, 1], [3, 4, 1], [2, 1, 5]], []),
    ]
    for rows, undefined in cases:
        counts = torch.tensor(rows, dtype=torch.float64)
        result = student.report(counts, NAMES)
        expect(result, "report(…)").is_dict(keys=[*NAMES, "macro", "undefined"])
        expect(result["undefined"], f"“undefined” of {rows}").equals(
            undefined,
            because=Text(
                en="undefined is precision where the column is empty and recall where the row is; being always wrong is 0",
                fa="تعریف‌نشده یعنی دقت مثبتِ ستون خالی و بازیابیِ سطر خالی؛ همیشه نادرست بودن همان ۰ است",
            ),
        )
        f1 = []
        for index, name in enumerate(NAMES):
            hits = rows[index][index]
            wrong = sum(rows[index]) + sum(row[index] for row in rows) - 2 * hits
            f1.append(2 * hits / (2 * hits + wrong) if hits else 0.0)
            expect(result[name], repr(name)).is_dict(keys=["precision", "recall", "f1"])
            for key, whole in (("precision", sum(row[index] for row in rows)), ("recall", sum(rows[index]))):
                expect(result[name][key], f"{key!r} of {name!r}").is_close(
                    hits / whole if whole else 0.0, atol=1e-9
                )
            expect(result[name]["f1"], f"“f1” of {name!r}").is_close(f1[-1], atol=1e-9)
        expect(result["macro"], "“macro”").is_dict(keys=["f1"])
        expect(result["macro"]["f1"], "macro F1").is_close(
            sum(f1) / 3,
            atol=1e-9,
            because=Text(
                en="the means count an undefined score as 0.0",
                fa="در میانگین‌ها نمرهٔ تعریف‌نشده ۰٫۰ به شمار می‌آید",
            ),
        )


@points(3)
@title(en="Area under the curve: order and ties", fa="سطح زیر نمودار: ترتیب و تساوی")
@hint(
    en="Count pairs of one positive and one negative row; equal scores count one half, so give ties their mean rank.",
    fa="جفت‌های یک مثبت و یک منفی را بشمارید؛ نمرهٔ برابر نیم حساب می‌شود، پس به تساوی‌ها رتبهٔ میانگین بدهید.",
)
def test_auc_counts_ties_as_half(student, draw):
    """Against scikit-learn for distinct and for heavily tied scores, all tied, unlike class sizes, any scale; within 1e-9."""
    because = Text(
        en="a pair in which both scores are equal counts one half, whatever order sorting leaves them in",
        fa="جفتی که هر دو نمره‌اش برابر است نیم حساب می‌شود، به هر ترتیبی که مرتب‌سازی بگذارد",
    )
    for coarse in (None, 4, 1):
        for size, share in ((80, 0.5), (60, 0.1), (50, 0.9)):
            scores = torch.sigmoid(draw.normal(size, dtype=torch.float64))
            positive = torch.arange(size) < max(2, int(share * size))
            positive = positive[torch.randperm(size, generator=draw.generator)]
            scores = scores + 0.3 * positive
            if coarse is not None:
                scores = (scores * coarse).round() / coarse
            expected = float(roc_auc_score(positive, scores))
            for given, name in ((scores, "scores"), (1e4 * scores - 5e3, "scores moved and stretched")):
                expect(student.auc(given, positive), f"auc of {size} {name}").is_close(
                    expected, atol=1e-9, because=because
                )
    tied = torch.full((9,), 0.5, dtype=torch.float64)
    expect(student.auc(tied, torch.arange(9) < 4), "auc of equal scores").is_close(
        0.5, atol=1e-9, because=because
    )


@points(1)
@title(en="No pair, no area", fa="بی جفت، سطحی نیست")
@hint(en="Return None where one of the two kinds is missing.", fa="اگر یکی از دو گونه نباشد None برگردانید.")
def test_auc_needs_both_kinds(student, draw):
    """Only positive rows, only negative ones, one of each; exact."""
    scores = draw.normal(5, dtype=torch.float64)
    because = Text(en="without a pair there is nothing to rank", fa="بدون جفت چیزی برای رتبه‌بندی نیست")
    for positive in (torch.ones(5, dtype=torch.bool), torch.zeros(5, dtype=torch.bool)):
        expect(student.auc(scores, positive), "auc of one kind").is_none(because=because)
    two = torch.tensor([0.2, 0.7], dtype=torch.float64)
    expect(student.auc(two, torch.tensor([False, True])), "auc of one pair").is_close(1.0, atol=1e-9)
    expect(student.auc(two, torch.tensor([True, False])), "auc of one pair").is_close(0.0, atol=1e-9)


@points(2)
@depends("test_auc_counts_ties_as_half")
@title(en="Each class against the rest", fa="هر رده در برابر بقیه")
@hint(
    en="A column and “is of this class”; leave a class without a value out of the means.",
    fa="یک ستون و «از این رده است»؛ رده‌ای که مقدار ندارد از میانگین‌ها بیرون بماند.",
)
def test_one_vs_rest(student, draw):
    """Three and four classes with ties against scikit-learn's binary scores; a class absent; one class alone; within 1e-9."""
    for sizes, coarse in (((30, 12, 8), None), ((9, 30, 5, 20), 5), ((25, 0, 9), None)):
        probabilities, labels = _scored(draw, sizes, coarse)
        result = student.auc_one_vs_rest(probabilities, labels)
        expect(result, "auc_one_vs_rest(…)").is_dict(keys=["classes", "macro", "weighted"])
        expect(result["classes"], "“classes”").is_list(length=len(sizes))
        values = []
        for index, size in enumerate(sizes):
            name = f"the AUC of class {index}"
            if not size:
                expect(result["classes"][index], name).is_none(
                    because=Text(en="an absent class has no AUC", fa="رده‌ای که نیست AUC ندارد")
                )
                continue
            values.append((float(roc_auc_score(labels == index, probabilities[:, index])), size))
            expect(result["classes"][index], name).is_close(values[-1][0], atol=1e-9)
        because = Text(
            en="means are taken over the classes that have a value",
            fa="میانگین‌ها روی رده‌هایی است که مقدار دارند",
        )
        expect(result["macro"], "“macro”").is_close(
            sum(value for value, _ in values) / len(values), atol=1e-9, because=because
        )
        expect(result["weighted"], "“weighted”").is_close(
            sum(value * size for value, size in values) / sum(sizes), atol=1e-9, because=because
        )
    probabilities, _ = _scored(draw, (4, 3, 2))
    alone = student.auc_one_vs_rest(probabilities, torch.zeros(9, dtype=torch.long))
    expect(alone, "auc_one_vs_rest of one class alone").is_dict().equals(
        {"classes": [None] * 3, "macro": None, "weighted": None}
    )


@points(2)
@depends("test_auc_counts_ties_as_half")
@title(en="Each class against each other one", fa="هر رده در برابر هر ردهٔ دیگر")
@hint(
    en="Keep the rows of the two classes; rank them by the column of the first, then by that of the second, and average.",
    fa="سطرهای آن دو رده را نگه دارید؛ با ستون اولی و سپس دومی رتبه‌بندی کنید و میانگین بگیرید.",
)
def test_one_vs_one(student, draw):
    """Against scikit-learn's Hand and Till mean and its binary scores, with ties; a class absent; one alone; within 1e-9."""
    because = Text(
        en="only the rows of these two classes count, and both columns do",
        fa="فقط سطرهای همین دو رده به حساب می‌آیند و هر دو ستون",
    )
    for sizes, coarse in (((30, 12, 8), None), ((30, 12, 8), 5), ((9, 30, 5, 20), None), ((25, 0, 9), None)):
        probabilities, labels = _scored(draw, sizes, coarse)
        result = student.auc_one_vs_one(probabilities, labels)
        keys = [f"{i}/{j}" for i in range(len(sizes)) for j in range(i + 1, len(sizes))]
        expect(result, "auc_one_vs_one(…)").is_dict(keys=["pairs", "macro"])
        expect(result["pairs"], "“pairs”").is_dict(keys=keys)
        expect(len(result["pairs"]), "the number of pairs").equals(len(keys))
        values = []
        for key in keys:
            i, j = map(int, key.split("/"))
            if not sizes[i] or not sizes[j]:
                expect(result["pairs"][key], f"the pair {key}").is_none()
                continue
            rows = (labels == i) | (labels == j)
            values.append(
                sum(float(roc_auc_score(labels[rows] == k, probabilities[rows, k])) for k in (i, j)) / 2
            )
            expect(result["pairs"][key], f"the pair {key}").is_close(values[-1], atol=1e-9, because=because)
        expect(result["macro"], "“macro”").is_close(sum(values) / len(values), atol=1e-9, because=because)
    probabilities, _ = _scored(draw, (4, 3, 2))
    alone = student.auc_one_vs_one(probabilities, torch.ones(9, dtype=torch.long))
    expect(alone, "auc_one_vs_one of one class alone").is_dict().equals(
        {"pairs": {"0/1": None, "0/2": None, "1/2": None}, "macro": None}
    )
