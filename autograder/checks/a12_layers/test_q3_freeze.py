"""Checks of question 3: what is frozen stays, what is not moves, and layers are picked by their number."""

from collections.abc import Callable

from autograder.authoring import Text, convergence, depends, expect, hint, points, raises, title
from autograder.checks.a12_layers.oracles import VOCABULARY, expect_names, layer_of, small_classifier
from course.kit.training import FINETUNE

BY_NUMBER = Text(
    en="the parameters are not picked by their layer's number "
    "(is layer 1 told from layer 10, is n counted from 0?)",
    fa="پارامترها با شمارهٔ لایه‌شان انتخاب نشده‌اند (لایهٔ 1 با لایهٔ 10 اشتباه نشده؟ شمارش از 0 است؟)",
)


def _is_embedding(name: str) -> bool:
    return name.startswith("bert.embeddings.")


def _is_head(name: str) -> bool:
    return name.startswith(("bert.pooler.", "classifier."))


def _expect_trainable(student, model, trains: Callable[[str], bool], what: str, because: Text) -> None:
    """Expects exactly the parameters whose names satisfy `trains` to require gradients."""
    flags = student.kit.requires_grad(model)
    for name, flag in flags.items():
        expect(flag, f"requires_grad of {name} after {what}").equals(trains(name), because=because)


def _shuffled_classifier(student, draw, num_hidden_layers: int):
    """A classifier whose parameters come in another order than usual, under their usual names."""
    model = small_classifier(student, draw, num_hidden_layers)
    student.kit.shuffle_registration(model, draw.seed())
    return model


@points(3)
@title(en="The first n layers are frozen, found by their number", fa="n لایهٔ نخست، با شماره‌شان، منجمد می‌شوند")
@hint(
    en="In “bert.encoder.layer.10.…” the number is the fourth part of the name: compare it as an int with n.",
    fa="در «bert.encoder.layer.10.…» شماره، بخش چهارم نام است: آن را به صورت عدد با n مقایسه کنید.",
)
def test_first_layers_are_picked_by_number(student, draw):
    """Flags by name for several n, in models of 12 and 5 layers with an unusual parameter order; exact."""
    for num_hidden_layers, n in ((12, 2), (12, 9), (5, 3), (5, 0), (12, 12)):
        model = _shuffled_classifier(student, draw, num_hidden_layers)
        student.freeze_first_layers(model, n)

        def trains(name: str, n: int = n) -> bool:
            layer = layer_of(name)
            return not _is_embedding(name) and (layer is None or layer >= n)

        _expect_trainable(
            student, model, trains, f"freeze_first_layers(model of {num_hidden_layers}, {n})", BY_NUMBER
        )


@points(2)
@title(
    en="Frozen weights survive a real step, all others move",
    fa="وزن منجمد با یک گام واقعی تکان نمی‌خورد و بقیه حرکت می‌کنند",
)
@hint(
    en="Set requires_grad on the parameter itself; `.data`, eval "
    "mode or an empty `.grad` do not stop weight decay.",
    fa="requires_grad را روی خود پارامتر بگذارید؛ `.data`، حالت "
    "eval یا `.grad` خالی جلوی واپاشی وزن را نمی‌گیرند.",
)
def test_frozen_weights_survive_a_step(student, draw):
    """Bit-equal after an AdamW step with decay; others differ (not asked of key biases: their gradient is
    0 in theory).
    """
    batch = {
        **draw.token_batch(batch=6, length=8, vocab_size=VOCABULARY),
        "labels": draw.integers(0, 3, (6,)),
    }
    treatments: list[tuple[str, tuple, Callable[[str], bool]]] = [
        ("freeze_first_layers", (3,), lambda name: _is_head(name) or (layer_of(name) or 0) >= 3),
        ("freeze_all_but_last_layer", (), lambda name: _is_head(name) or layer_of(name) == 4),
        ("freeze_all_but_classifier", (), lambda name: name.startswith("classifier.")),
    ]
    for function, arguments, trains in treatments:
        model = _shuffled_classifier(student, draw, 5)
        before = student.kit.state_dict(model)
        getattr(student, function)(model, *arguments)
        student.kit.adamw_step(model, batch, lr=1e-2, weight_decay=0.1)
        replaced = Text(en="the model's parameters were replaced", fa="پارامترهای مدل عوض شده‌اند")
        after = expect_names(
            student.kit.state_dict(model), set(before), f"the model after {function}", replaced
        )
        for name, weight in before.items():
            if not trains(name):
                expect(after[name], f"{name} after {function} and a step").is_bit_equal(
                    weight,
                    because=Text(
                        en="a weight that was to be frozen moved",
                        fa="وزنی که باید منجمد می‌ماند حرکت کرد",
                    ),
                )
            elif not name.endswith("key.bias"):
                expect(after[name], f"{name} after {function} and a step").differs_from(
                    weight,
                    because=Text(
                        en="a weight that was to train stood still",
                        fa="وزنی که باید آموزش می‌دید حرکت نکرد",
                    ),
                )


@points(1)
@depends("test_first_layers_are_picked_by_number")
@title(en="The embeddings are frozen only on request", fa="تعبیه‌ها فقط به درخواست منجمد می‌شوند")
@hint(
    en="With embeddings=False all of “bert.embeddings.…” keeps the "
    "requires_grad that it had; so does all else not named.",
    fa="با embeddings=False همهٔ «bert.embeddings.…» و هر چیز دیگری "
    "که نام برده نشده همان requires_grad پیشین را نگه می‌دارد.",
)
def test_embeddings_are_optional(student, draw):
    """Flags by name with and without embeddings, and on a model whose pooler was frozen before the call;
    exact.
    """
    because = Text(
        en="embeddings=False leaves the embeddings alone, embeddings=True "
        "freezes their layer norm too; the rest stays as it was",
        fa="با embeddings=False تعبیه‌ها دست نمی‌خورند و با True "
        "لایه‌نُرم آن‌ها هم منجمد می‌شود؛ بقیه همان‌طور که بود می‌ماند",
    )
    for embeddings in (True, False):
        model = _shuffled_classifier(student, draw, 3)
        student.kit.set_requires_grad(model, "bert.pooler.", False)
        student.freeze_first_layers(model, 1, embeddings)

        def trains(name: str, embeddings: bool = embeddings) -> bool:
            if _is_embedding(name):
                return not embeddings
            return layer_of(name) != 0 and not name.startswith("bert.pooler.")

        _expect_trainable(
            student, model, trains, f"freeze_first_layers(model, 1, embeddings={embeddings})", because
        )


@points(2)
@title(
    en="Only the last layer, the pooler and the classifier train",
    fa="فقط لایهٔ آخر، pooler و classifier آموزش می‌بینند",
)
@hint(
    en="The last layer's number comes from "
    "model.config.num_hidden_layers; set every parameter to True or False.",
    fa="شمارهٔ لایهٔ آخر از model.config.num_hidden_layers به "
    "دست می‌آید؛ برای هر پارامتر True یا False بگذارید.",
)
def test_the_last_layer_is_counted_from_the_model(student, draw):
    """Flags by name in models of 12, 5 and 2 layers, one of them frozen altogether before; exact."""
    because = Text(
        en="which layer is the last depends on the model; the pooler "
        "and the classifier train with it, nothing else does",
        fa="این‌که لایهٔ آخر کدام است به مدل بستگی دارد؛ pooler و "
        "classifier هم با آن آموزش می‌بینند و نه چیز دیگر",
    )
    for num_hidden_layers, frozen_before in ((12, False), (5, True), (2, False)):
        model = _shuffled_classifier(student, draw, num_hidden_layers)
        if frozen_before:
            student.kit.set_requires_grad(model, "", False)
        student.freeze_all_but_last_layer(model)

        def trains(name: str, last: int = num_hidden_layers - 1) -> bool:
            return _is_head(name) or layer_of(name) == last

        what = f"freeze_all_but_last_layer(model of {num_hidden_layers})"
        _expect_trainable(student, model, trains, what, because)


@points(1)
@title(en="Only the classifier trains", fa="فقط classifier آموزش می‌بیند")
@hint(
    en="The pooler belongs to “bert.…”; only the names that start with “classifier.” stay trainable.",
    fa="pooler جزو «bert.…» است؛ فقط نام‌هایی که با «classifier.» آغاز می‌شوند قابل آموزش می‌مانند.",
)
def test_the_classifier_alone_trains(student, draw):
    """Flags by name, in a fresh model and in one frozen altogether before; exact."""
    for frozen_before in (False, True):
        model = _shuffled_classifier(student, draw, 3)
        if frozen_before:
            student.kit.set_requires_grad(model, "", False)
        student.freeze_all_but_classifier(model)
        _expect_trainable(
            student,
            model,
            lambda name: name.startswith("classifier."),
            "freeze_all_but_classifier(model)",
            Text(
                en="the classifier trains and everything of “bert.…” is frozen, the pooler included",
                fa="classifier آموزش می‌بیند و هر چه در «bert.…» هست، حتی pooler، منجمد است",
            ),
        )


@points(1)
@title(en="Weights are counted, not tensors", fa="وزن‌ها شمرده می‌شوند، نه تنسورها")
@hint(
    en="Sum parameter.numel(), once over all parameters and once over those with requires_grad.",
    fa="parameter.numel() را جمع بزنید: یک بار روی همهٔ پارامترها و یک بار روی آن‌هایی که requires_grad دارند.",
)
def test_parameters_are_counted(student, draw):
    """Counts from the shapes of the weights, with everything trainable and with a part frozen by the
    course; exact.
    """
    model = small_classifier(student, draw, 3)
    sizes = {name: weight.numel() for name, weight in student.kit.state_dict(model).items()}
    for prefix in (None, "bert.encoder."):
        if prefix is not None:
            student.kit.set_requires_grad(model, prefix, False)
        trainable = sum(size for name, size in sizes.items() if prefix is None or not name.startswith(prefix))
        counts = student.count_parameters(model)
        expect(counts, "count_parameters(model)").is_dict(keys=["trainable", "total"])
        because = Text(
            en="count the numbers in the parameters; frozen ones count in the total only",
            fa="عددهای درون پارامترها را بشمارید؛ منجمدها فقط در مجموع می‌آیند",
        )
        expect(counts["trainable"], "the trainable count").is_number().equals(trainable, because=because)
        expect(counts["total"], "the total count").is_number().equals(sum(sizes.values()), because=because)


@points(1)
@depends("test_first_layers_are_picked_by_number")
@title(
    en="A number of layers that the model does not have is refused",
    fa="تعداد لایه‌ای که مدل ندارد پذیرفته نمی‌شود",
)
@hint(
    en="Check 0 <= n <= num_hidden_layers before you touch anything, and raise ValueError.",
    fa="پیش از هر کاری 0 <= n <= num_hidden_layers را بررسی کنید و ValueError بدهید.",
)
def test_impossible_numbers_of_layers_raise(student, draw):
    """ValueError for −1 and for one layer too many, the model unchanged after it; exact."""
    model = _shuffled_classifier(student, draw, 5)
    for n in (-1, 6):
        with raises(ValueError, of="freeze_first_layers(…)"):
            student.freeze_first_layers(model, n)
    _expect_trainable(
        student,
        model,
        lambda name: True,
        "a refused call",
        Text(en="a refused call still froze something", fa="فراخوانیِ ردشده هم چیزی را منجمد کرده است"),
    )


def _train(student, draw, attempt, freeze: Callable) -> None:
    hidden = draw.hidden_pairs(premises=100)
    model = student.kit.load_classifier(seed=attempt.seed)
    freeze(model)
    for _ in attempt:
        student.kit.train(model, seed=attempt.seed, steps=FINETUNE.steps // 4)
        attempt.score(hidden.skill(student.kit.predict(model, hidden.premises, hidden.hypotheses)))


@points(2)
@depends("test_first_layers_are_picked_by_number")
@title(
    en="With the first 9 of 12 layers frozen it still learns",
    fa="با انجماد 9 لایه از 12 لایه هنوز یاد می‌گیرد",
)
@hint(
    en="Freezing keeps the pretrained weights as they are; it must not change a single one of them.",
    fa="انجماد وزن‌های پیش‌آموخته را همان‌طور که هستند نگه می‌دارد؛ حتی یکی از آن‌ها نباید عوض شود.",
)
@convergence(metric="skill", chunks=4)
def test_learns_with_the_first_nine_frozen(student, draw, attempt):
    """Accuracy on hidden pairs after the course's own training run. Threshold calibrated."""
    _train(student, draw, attempt, lambda model: student.freeze_first_layers(model, 9))


@points(1)
@depends("test_the_last_layer_is_counted_from_the_model")
@title(
    en="With all but the last layer frozen it still learns", fa="با انجماد همه جز لایهٔ آخر هنوز یاد می‌گیرد"
)
@hint(
    en="Freezing keeps the pretrained weights as they are; the "
    "last layer goes on from them, not from new ones.",
    fa="انجماد وزن‌های پیش‌آموخته را نگه می‌دارد؛ لایهٔ آخر هم از همان‌ها ادامه می‌دهد، نه از وزن‌های تازه.",
)
@convergence(metric="skill", chunks=4)
def test_learns_with_all_but_the_last_frozen(student, draw, attempt):
    """Accuracy on hidden pairs after the course's own training run. Threshold calibrated."""
    _train(student, draw, attempt, student.freeze_all_but_last_layer)
