"""Checks of question 4: parameter groups that cover each trainable weight once, and a schedule."""

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a12_layers.oracles import small_classifier

RATES = {"encoder_lr": 3e-4, "classifier_lr": 2e-3, "weight_decay": 0.05}


def _groups(student, model, **rates) -> list[dict]:
    """The student's groups by parameter names; "?" stands for something that is no parameter of the model."""
    kept = student.keep.parameter_groups(model, **rates)
    groups = student.kit.optimizer_groups(kept, model)
    expect(groups, "parameter_groups(model)").is_list()
    for number, group in enumerate(groups):
        expect(group, f"group {number}").is_dict(keys=["names", "lr", "weight_decay"])
        for key in ("lr", "weight_decay"):
            expect(group[key], f"{key!r} of group {number}").is_number()
    return groups


def _settings(groups: list[dict], key: str) -> dict[str, float]:
    return {name: group[key] for group in groups for name in group["names"]}


@points(3)
@title(en="Every trainable parameter is in exactly one group", fa="هر پارامتر آموزش‌پذیر دقیقاً در یک گروه است")
@hint(
    en="Two yes-or-no questions about a name (classifier? decayed?) give four groups that cannot overlap.",
    fa="دو پرسش بله یا نه دربارهٔ نام (classifier است؟ واپاشی وزن دارد؟) چهار گروه می‌سازد که هم‌پوشانی ندارند.",
)
def test_every_parameter_is_in_exactly_one_group(student, draw):
    """The names in all groups, sorted, are those of the parameters, found by identity; exact."""
    model = small_classifier(student, draw, 3)
    names = sorted(name for group in _groups(student, model) for name in group["names"])
    expect(names.count("?"), "the number of things in “params” that are no parameters of the model").equals(
        0,
        because=Text(
            en="“params” holds the parameters themselves, not their names or copies",
            fa="در «params» خود پارامترها هستند، نه نام یا رونوشتشان",
        ),
    )
    parameters = student.kit.requires_grad(model)
    for name in parameters:
        expect(names.count(name), f"the number of groups with {name}").equals(
            1,
            because=Text(
                en="a parameter is missing (the pooler, a norm?) or is in two groups",
                fa="پارامتری جا افتاده (pooler یا لایه‌نُرم؟) یا در دو گروه آمده است",
            ),
        )


@points(3)
@depends("test_every_parameter_is_in_exactly_one_group")
@title(en="The classifier has its own rate", fa="classifier نرخ یادگیری خودش را دارد")
@hint(
    en="“classifier.…” gets classifier_lr; all of “bert.…”, the pooler too, gets encoder_lr.",
    fa="«classifier.…» نرخ classifier_lr و همهٔ «bert.…»، حتی pooler، نرخ encoder_lr می‌گیرد.",
)
def test_rates_follow_the_place(student, draw):
    """Rates by name, for the default rates and for others; exact."""
    model = small_classifier(student, draw, 3)
    for given, encoder, classifier in (
        ({}, 2e-5, 1e-4),
        (RATES, RATES["encoder_lr"], RATES["classifier_lr"]),
    ):
        for name, rate in _settings(_groups(student, model, **given), "lr").items():
            expect(rate, f"the rate of {name}").equals(
                classifier if name.startswith("classifier.") else encoder,
                because=Text(
                    en="the rate depends on whether the parameter is the "
                    "classifier's; what was pretrained learns slowly",
                    fa="نرخ به این بستگی دارد که پارامتر مال classifier "
                    "باشد یا نه؛ بخش پیش‌آموخته آهسته یاد می‌گیرد",
                ),
            )


@points(2)
@depends("test_every_parameter_is_in_exactly_one_group")
@title(en="No decay on biases and layer norms", fa="بایاس‌ها و لایه‌نُرم‌ها واپاشی وزن ندارند")
@hint(
    en="Names that end in “bias”, and both parameters of each "
    "“LayerNorm” (its weight too), get weight_decay 0.",
    fa="نام‌هایی که به «bias» ختم می‌شوند و هر دو پارامتر هر "
    "«LayerNorm» (وزنش هم) weight_decay برابر 0 می‌گیرند.",
)
def test_biases_and_norms_do_not_decay(student, draw):
    """Decay by name, for the default and another value, the classifier's bias included; exact."""
    model = small_classifier(student, draw, 3)
    for given, decay in (({}, 0.01), (RATES, RATES["weight_decay"])):
        for name, value in _settings(_groups(student, model, **given), "weight_decay").items():
            free = name.endswith("bias") or "LayerNorm" in name
            expect(value, f"the decay of {name}").equals(
                0 if free else decay,
                because=Text(
                    en="biases and norms do not decay, in the classifier neither; every other weight does",
                    fa="بایاس‌ها و نُرم‌ها، در classifier هم، واپاشی وزن ندارند و هر وزن دیگری دارد",
                ),
            )


@points(1)
@title(en="Frozen parameters are in no group", fa="پارامتر منجمد در هیچ گروهی نیست")
@hint(en="Skip what has requires_grad == False.", fa="از هر چه requires_grad == False دارد بگذرید.")
def test_frozen_parameters_are_in_no_group(student, draw):
    """With one layer and the embeddings frozen by the course, the groups hold the others' names and no
    more; exact.
    """
    model = small_classifier(student, draw, 3)
    student.kit.set_requires_grad(model, "bert.embeddings.", False)
    student.kit.set_requires_grad(model, "bert.encoder.layer.1.", False)
    names = sorted(name for group in _groups(student, model) for name in group["names"])
    trainable = sorted(name for name, flag in student.kit.requires_grad(model).items() if flag)
    expect(names, "the names in all groups").equals(
        trainable,
        because=Text(
            en="a frozen parameter is in a group, or a trainable one in none",
            fa="پارامتری منجمد در یک گروه هست، یا پارامتری آموزش‌پذیر در هیچ گروهی نیست",
        ),
    )


@points(2)
@title(en="The rate rises, then falls, both linearly", fa="نرخ یادگیری خطی بالا می‌رود و خطی پایین می‌آید")
@hint(
    en="The function of LambdaLR returns a factor between 0 and 1, "
    "not a rate: LambdaLR multiplies each group's own rate.",
    fa="تابعِ LambdaLR ضریبی میان 0 و 1 برمی‌گرداند، نه نرخ: LambdaLR نرخ هر گروه را در آن ضرب می‌کند.",
)
def test_schedule_rises_and_falls(student, draw):
    """Rates of each step, past the end too, for three schedules against the formula; within 1e-12 (rates
    of about 1e-2).
    """
    because = Text(
        en="step s uses s/w of the rate in the warm-up, then (T − s)/(T − w), and 0 from T on",
        fa="گام s در گرم شدن s/w نرخ را دارد، سپس (T − s)/(T − w)، و از T به بعد 0",
    )
    for warmup, total in ((4, 10), (0, 5), (3, 3)):
        model = small_classifier(student, draw, 1)
        optimizer = student.kit.make_sgd(model, 0.02)
        schedule = student.linear_schedule(optimizer, warmup, total)
        expect(schedule, f"linear_schedule(optimizer, {warmup}, {total})").is_handle("LambdaLR")
        rates = student.kit.learning_rates(optimizer, schedule, total + 3)
        for step, rate in enumerate(rates):
            if step < warmup:
                factor = step / warmup
            else:
                factor = (total - step) / (total - warmup) if step < total else 0.0
            expect(rate, f"the rate of step {step} (warm-up {warmup}, total {total})").is_number().is_close(
                0.02 * factor, atol=1e-12, because=because
            )


@points(1)
@depends("test_schedule_rises_and_falls")
@title(en="A warm-up longer than the run is refused", fa="گرم شدنِ بلندتر از کل اجرا پذیرفته نمی‌شود")
@hint(
    en="Raise ValueError unless 0 <= warmup_steps <= total_steps.",
    fa="اگر 0 <= warmup_steps <= total_steps نبود ValueError بدهید.",
)
def test_impossible_warm_ups_raise(student, draw):
    """ValueError for a warm-up of 6 in 5 steps and for a negative one; exact."""
    optimizer = student.kit.make_sgd(small_classifier(student, draw, 1), 0.02)
    for warmup in (6, -1):
        with raises(ValueError, of="linear_schedule(…)"):
            student.linear_schedule(optimizer, warmup, 5)
