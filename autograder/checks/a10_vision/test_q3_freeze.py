"""Checks of question 3: the last block, final norm and heads train, by name, and nothing that is frozen moves."""

from collections.abc import Callable
from typing import Any

from autograder.authoring import Text, convergence, depends, expect, hint, points, raises, title
from autograder.checks.a10_vision.oracles import modes, trains

CLASSES = 3  # of the tiny models, which read pictures of 8 by 8
Builder = Callable[..., Any]


def _built(student, draw, build: Builder, **settings):
    """A tiny model whose parameters come in another order than usual, under their usual names."""
    model = build(draw.seed(), **settings)
    student.kit.perturb(model, draw.seed(), 0.2)
    student.kit.shuffle_registration(model, draw.seed())
    return model


def _expect_flags(student, model, last: int, what: str, because: Text) -> None:
    """Expects exactly the last block, the final norm and the heads to require gradients."""
    for name, flag in student.kit.requires_grad(model).items():
        expect(flag, f"requires_grad of {name} in {what}").equals(trains(name, last), because=because)


@points(5)
@title(en="The last block is found by its number", fa="بلوک آخر با شماره‌اش پیدا می‌شود")
@hint(
    en="Set every flag, True or False, by what the name begins with, dot included. In “deit.layers.10.…” the number is "
    "the third part of the name: compare as int, and take the greatest.",
    fa="هر پرچم را، True یا False، از روی آغاز نام و با نقطهٔ پایانش تعیین کنید. در «deit.layers.10.…» شماره، بخش سوم "
    "نام است: به صورت عدد مقایسه کنید و بزرگ‌ترین را بردارید.",
)
def test_the_last_block_is_found_by_number(student, draw):
    """Flags by name in transformers' DeiT of 12, 4 and 1 blocks, one of them frozen before; exact."""
    because = Text(
        en="the last block (its number depends on the model), the final norm and the classifier train, nothing else",
        fa="بلوک آخر (که شماره‌اش به مدل بستگی دارد)، نُرم پایانی و classifier آموزش می‌بینند و نه چیز دیگر",
    )
    for blocks, frozen_before in ((12, False), (4, True), (1, False)):
        model = _built(student, draw, student.kit.tiny_deit, num_hidden_layers=blocks)
        if frozen_before:
            student.kit.set_requires_grad(model, "", False)
        student.freeze_all_but_last_block(model)
        _expect_flags(student, model, blocks - 1, f"a DeiT of {blocks} blocks", because)


@points(4)
@depends("test_the_last_block_is_found_by_number")
@title(en="With a teacher and from timm, too", fa="با معلم، و از timm هم")
@hint(
    en="Build a small model of each kind and print its names: timm.create_model('deit_tiny_distilled_patch16_224') and "
    "DeiTForImageClassificationWithTeacher(DeiTConfig()) need no download.",
    fa="از هر گونه مدلی کوچک بسازید و نام‌هایش را چاپ کنید؛ ساختن timm.create_model('deit_tiny_distilled_patch16_224') و "
    "DeiTForImageClassificationWithTeacher(DeiTConfig()) به دانلود نیازی ندارد.",
)
def test_every_family_is_known(student, draw):
    """Flags by name: two heads, timm of 12 blocks plain and distilled, mean pooling, norms before the blocks and in
    their attention; exact.
    """
    kit = student.kit
    families: list[tuple[str, Builder, dict[str, Any], int]] = [
        ("DeiTForImageClassificationWithTeacher", kit.tiny_deit_with_teacher, {"num_hidden_layers": 2}, 2),
        ("timm's distilled DeiT", kit.tiny_timm, {"depth": 12, "distilled": True}, 12),
        ("timm's DeiT", kit.tiny_timm, {"depth": 11, "distilled": False}, 11),
        ("timm's DeiT with mean pooling", kit.tiny_timm, {"distilled": False, "global_pool": "avg"}, 3),
        ("timm's DeiT with a norm first", kit.tiny_timm, {"distilled": False, "pre_norm": True}, 3),
        ("timm's DeiT with norms in attention", kit.tiny_timm, {"distilled": False, "qk_norm": True}, 3),
    ]
    for what, build, settings, blocks in families:
        model = _built(student, draw, build, **settings)
        student.freeze_all_but_last_block(model)
        because = Text(
            en=f"{what} has names of its own: look up in the table of the docstring what they begin with",
            fa="این مدل نام‌های خودش را دارد: در جدول docstring ببینید با چه آغاز می‌شوند",
        )
        _expect_flags(student, model, blocks - 1, what, because)


def _batch(draw):
    return draw.normal(6, 3, 8, 8), draw.integers(0, CLASSES, (6,))


def _expect_a_step_apart(before: dict, after: Any, last: int, what: str) -> None:
    """Expects what is frozen to be the same bits, buffers too, and each of the others to have moved."""
    expect(after, what).is_dict(keys=before)
    for name, value in before.items():
        if not trains(name, last):
            expect(after[name], f"{name} of {what} after a step").is_bit_equal(
                value,
                because=Text(en="what was to be frozen moved", fa="آنچه باید منجمد می‌ماند حرکت کرد"),
            )
        # The gradient of a key's bias is 0 in theory; timm keeps it together with those of query and value.
        elif not name.endswith("k_proj.bias"):
            expect(after[name], f"{name} of {what} after a step").differs_from(
                value,
                because=Text(en="what was to train stood still", fa="آنچه باید آموزش می‌دید حرکت نکرد"),
            )


@points(4)
@title(
    en="Frozen weights survive a real step, all others move",
    fa="وزن منجمد با یک گام واقعی تکان نمی‌خورد و بقیه حرکت می‌کنند",
)
@hint(
    en="Set requires_grad on the parameter itself; `.data`, eval mode or an empty `.grad` do not stop weight decay.",
    fa="requires_grad را روی خود پارامتر بگذارید؛ `.data`، حالت eval یا `.grad` خالی جلوی واپاشی وزن را نمی‌گیرند.",
)
def test_frozen_weights_survive_a_step(student, draw):
    """Bit-equal after an AdamW step with decay over all parameters, in both libraries; others differ (not asked of
    key biases: their gradient is 0 in theory).
    """
    families: list[tuple[str, Builder, dict[str, Any]]] = [
        ("transformers' DeiT", student.kit.tiny_deit, {}),
        ("transformers' DeiT with a teacher", student.kit.tiny_deit_with_teacher, {}),
        ("timm's distilled DeiT", student.kit.tiny_timm, {"distilled": True}),
    ]
    for what, build, settings in families:
        model = _built(student, draw, build, **settings)
        before = student.kit.state_dict(model)
        student.freeze_all_but_last_block(model)
        student.kit.image_step(model, *_batch(draw), lr=1e-2, weight_decay=0.1)
        _expect_a_step_apart(before, student.kit.state_dict(model), 2, what)


@points(3)
@depends("test_every_family_is_known", "test_frozen_weights_survive_a_step")
@title(
    en="Frozen modules are in evaluation mode, and their statistics stand still",
    fa="ماژول‌های منجمد در حالت ارزیابی‌اند و آماره‌هایشان تکان نمی‌خورد",
)
@hint(
    en="model.train() first; then .eval() on every module that has parameters inside and none that requires a gradient.",
    fa="نخست model.train()؛ سپس .eval() برای هر ماژولی که در آن پارامتر هست و هیچ‌کدام گرادیان نمی‌خواهد.",
)
def test_frozen_statistics_stand_still(student, draw):
    """Modes of all modules by name, from scrambled ones; buffers and weights around an AdamW step; exact."""
    model = student.kit.tiny_timm_with_statistics(draw.seed())
    student.kit.perturb(model, draw.seed(), 0.2)
    student.freeze_all_but_last_block(model)
    flags = student.kit.requires_grad(model)
    student.kit.scramble_modes(model, draw.seed())
    before = student.kit.state_dict(model)
    student.training_mode(model)
    expect(student.kit.requires_grad(model), "requires_grad after training_mode").equals(
        flags, because=Text(en="the mode is not the freeze", fa="حالت، خودِ انجماد نیست")
    )
    found = student.kit.module_modes(model)
    for name, training in modes(list(found), flags).items():
        expect(found[name], f"{name or 'model'}.training").equals(
            training,
            because=Text(
                en="what trains is in training mode; what is frozen through and through is in evaluation mode",
                fa="آنچه آموزش می‌بیند در حالت آموزش است و آنچه سراسر منجمد است در حالت ارزیابی",
            ),
        )
    student.kit.image_step(model, *_batch(draw), lr=1e-2, weight_decay=0.1)
    _expect_a_step_apart(before, student.kit.state_dict(model), 2, "a model with batch norms")

    student.kit.set_requires_grad(model, "", False)
    student.training_mode(model)
    expect(
        any(student.kit.module_modes(model).values()), "some module of a frozen model in training mode"
    ).equals(
        False,
        because=Text(
            en="a model that is frozen altogether is in evaluation mode altogether",
            fa="مدلی که سراسر منجمد است سراسر در حالت ارزیابی است",
        ),
    )


@points(2)
@title(en="Weights are counted, each once", fa="وزن‌ها شمرده می‌شوند، هر کدام یک بار")
@hint(
    en="Sum parameter.numel() over model.parameters(), which leaves out buffers and names a shared parameter once.",
    fa="parameter.numel() را روی model.parameters() جمع بزنید که بافرها را ندارد و پارامتر مشترک را یک بار می‌آورد.",
)
def test_parameters_are_counted(student, draw):
    """Counts from the shapes, with a part frozen by the course, with batch norms and with tied heads; exact."""
    because = Text(
        en="count the numbers in the parameters: shared ones once, buffers not at all, frozen ones in the total only",
        fa="عددهای درون پارامترها را بشمارید: مشترک‌ها یک بار، بافرها هیچ، و منجمدها فقط در مجموع",
    )
    tied = student.kit.tiny_deit_with_teacher(draw.seed())
    student.kit.tie(tied, "cls_classifier", "distillation_classifier")
    for model, frozen in (
        (student.kit.tiny_timm(draw.seed()), "blocks."),
        (student.kit.tiny_timm_with_statistics(draw.seed()), "patch_embed."),
        (tied, "deit."),
    ):
        student.kit.set_requires_grad(model, frozen, False)
        state = student.kit.state_dict(model)
        # Names of parameters, of which the tied one has a single name here.
        sizes = {name: state[name].numel() for name in student.kit.requires_grad(model)}
        trainable = sum(size for name, size in sizes.items() if not name.startswith(frozen))
        counts = student.count_parameters(model)
        expect(counts, "count_parameters(model)").is_dict(keys=["trainable", "total"])
        expect(counts["trainable"], "the trainable count").is_number().equals(trainable, because=because)
        expect(counts["total"], "the total count").is_number().equals(sum(sizes.values()), because=because)


@points(1)
@title(en="A model without blocks is refused", fa="مدلی که بلوک ندارد پذیرفته نمی‌شود")
@hint(
    en="Find the blocks before you touch a flag, and raise ValueError if there are none.",
    fa="پیش از دست‌زدن به پرچم‌ها بلوک‌ها را پیدا کنید و اگر نبود ValueError بدهید.",
)
def test_a_model_without_blocks_raises(student, draw):
    """ValueError for two linear layers with a batch norm, whose flags stay as they were; exact."""
    model = student.kit.plain_network(draw.seed())
    student.kit.set_requires_grad(model, "0.", False)
    before = student.kit.requires_grad(model)
    with raises(
        ValueError,
        because=Text(
            en="no parameter of this model, two linear layers and a batch norm, has the name of a block",
            fa="هیچ پارامترِ این مدل (دو لایهٔ خطی و یک batch norm) نامِ یک بلوک را ندارد",
        ),
        of="freeze_all_but_last_block(model)",
    ):
        student.freeze_all_but_last_block(model)
    expect(student.kit.requires_grad(model), "requires_grad after a refused call").equals(
        before, because=Text(en="a refused call changes nothing", fa="فراخوانی ردشده چیزی را عوض نمی‌کند")
    )


@points(3)
@depends("test_the_last_block_is_found_by_number")
@title(en="With the last block alone it still learns", fa="تنها با بلوک آخر هنوز یاد می‌گیرد")
@hint(
    en="Freezing keeps the pretrained weights as they are; it must not change a single one of them.",
    fa="انجماد وزن‌های پیش‌آموخته را همان‌طور که هستند نگه می‌دارد؛ حتی یکی از آن‌ها نباید عوض شود.",
)
@convergence(metric="skill", chunks=4)
def test_learns_with_the_last_block_alone(student, draw, attempt):
    """Accuracy on hidden pictures after the course's own training run. Threshold calibrated."""
    hidden = draw.hidden_images(300)
    model = student.kit.load_image_classifier(seed=attempt.seed)
    student.freeze_all_but_last_block(model)
    for _ in attempt:
        student.kit.train_images(model, seed=attempt.seed, steps=30, batch_size=32, lr=1e-3)
        attempt.score(hidden.skill(student.kit.predict_images(model, hidden.images)))
