"""Checks of question 4: tokens before patches, positions as a picture, two heads and hard distillation."""

import torch
from torch.nn import functional

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a10_vision.oracles_deit import class_logits, final_states, resized

HEADS, PATCH = 4, 4


@points(3)
@title(en="Class token, distillation token, patches", fa="توکن کلاس، توکن تقطیر، تکه‌ها")
@hint(
    en="expand both tokens to the batch, torch.cat along dimension 1, and only then add the positions.",
    fa="هر دو توکن را با expand به اندازهٔ دسته برسانید، روی بُعد 1 به هم بچسبانید و تازه بعد جایگاه‌ها را جمع کنید.",
)
def test_tokens_come_before_the_patches(student, draw):
    """Row by row in float64, for batches and lengths drawn; sums of two numbers, 1e-12. Too few or too many rows of
    positions raise ValueError.
    """
    batch, count, dim = draw.rng.randint(2, 5), draw.rng.randint(3, 9), draw.rng.randint(4, 8)
    patches = draw.normal(batch, count, dim, dtype=torch.float64)
    cls, distillation = (draw.normal(1, 1, dim, dtype=torch.float64) for _ in range(2))
    positions = draw.normal(1, count + 2, dim, dtype=torch.float64)
    tokens = student.add_tokens(patches, cls, distillation, positions)
    expect(tokens, "add_tokens(…)").is_tensor().has_shape(batch, count + 2, dim)
    rows = [("the class token's row", 0, cls[0, 0]), ("the distillation token's row", 1, distillation[0, 0])]
    for name, row, token in rows:
        expect(tokens[:, row], name).is_close(
            (token + positions[0, row]).expand(batch, dim),
            atol=1e-12,
            because=Text(
                en="row 0 is the class token and row 1 the distillation token, each with the position of its row",
                fa="سطر 0 توکن کلاس و سطر 1 توکن تقطیر است، هر یک با جایگاهِ سطر خودش",
            ),
        )
    expect(tokens[:, 2:], "the patches' rows").is_close(
        patches + positions[:, 2:],
        atol=1e-12,
        because=Text(
            en="the patches follow the two tokens in their order, and patch 0 has the position of row 2",
            fa="تکه‌ها به ترتیبِ خودشان پس از دو توکن می‌آیند و تکهٔ 0 جایگاهِ سطر 2 را دارد",
        ),
    )
    for rows_given in (1, count, count + 3):
        with raises(
            ValueError,
            because=Text(
                en="the number of positions must fit the two tokens and the patches",
                fa="تعداد جایگاه‌ها باید با دو توکن و تکه‌ها جور باشد",
            ),
        ):
            student.add_tokens(
                patches, cls, distillation, draw.normal(1, rows_given, dim, dtype=torch.float64)
            )


def _positions(draw, grid: tuple[int, int], prefix: int, dim: int) -> torch.Tensor:
    return draw.normal(1, prefix + grid[0] * grid[1], dim, dtype=torch.float64)


@points(4)
@title(en="Positions are stretched like a picture", fa="جایگاه‌ها مانند یک تصویر کشیده می‌شوند")
@hint(
    en='Reshape to (1, h, w, D), permute to (1, D, h, w), interpolate(mode="bicubic", align_corners=False), and back.',
    fa='به (1, h, w, D) و سپس (1, D, h, w) ببرید، interpolate(mode="bicubic", align_corners=False) بزنید و برگردید.',
)
def test_positions_are_stretched_like_a_picture(student, draw):
    """Against cubic convolution written out in the grader, grids that grow, shrink and are not square; both are exact
    in float64 but for rounding, 1e-9.
    """
    low, high = draw.rng.sample(range(2, 5), 2)
    grids = [
        ((3, 3), (draw.rng.randint(5, 7), draw.rng.randint(8, 9))),
        ((low, high + 3), (draw.rng.randint(6, 9), draw.rng.randint(3, 5))),
        ((6, 5), (3, draw.rng.randint(2, 3))),
    ]
    for grid, new_grid in grids:
        prefix, dim = draw.rng.choice([0, 1, 2, 2]), draw.rng.randint(3, 6)
        positions = _positions(draw, grid, prefix, dim)
        stretched = student.interpolate_positions(positions, grid, new_grid, prefix)
        name = f"interpolate_positions(positions, {grid}, {new_grid}, prefix={prefix})"
        expect(stretched, name).is_tensor().has_shape(1, prefix + new_grid[0] * new_grid[1], dim).has_dtype(
            torch.float64
        )
        expected = resized(positions[0, prefix:].reshape(*grid, dim), new_grid)
        expect(stretched[0, prefix:], f"the patches' rows of {name}").is_close(
            expected.reshape(-1, dim),
            atol=1e-9,
            because=Text(
                en="the rows of the patches are not the rows of a picture h × w, resized by bicubic interpolation "
                "without aligned corners (are height and width exchanged, are channels and positions mixed up?)",
                fa="سطرهای تکه‌ها همان تصویر h × w نیست که با درون‌یابیِ دومکعبی و بدون align_corners تغییر اندازه داده "
                "باشد (ارتفاع و پهنا جابه‌جا نشده؟ کانال و جایگاه به هم نریخته؟)",
            ),
        )


@points(2)
@title(en="What need not change does not", fa="آنچه نباید عوض شود عوض نمی‌شود")
@hint(
    en="Cut the first `prefix` rows off before you interpolate, and put them back as they were.",
    fa="پیش از درون‌یابی، `prefix` سطر نخست را جدا کنید و در پایان همان‌طور که بودند برگردانید.",
)
def test_special_tokens_and_equal_grids_stay(student, draw):
    """Bit-equal prefixes of 0, 1, 2 and 3 rows; bit-equal result for an unchanged grid; a constant picture stays
    constant (the weights of a bicubic interpolation sum to 1), 1e-5 relative in float32; ValueError for rows that do
    not fit.
    """
    grid = (draw.rng.randint(2, 4), draw.rng.randint(5, 6))
    # Of another number of patches: a sequence of equal length need not be stretched.
    new_grid = draw.rng.choice([(h, w) for h in (5, 6, 7) for w in (2, 3, 4) if h * w != grid[0] * grid[1]])
    for prefix in (2, 1, 3, 0):
        positions = _positions(draw, grid, prefix, 4).float()
        positions[:, prefix:] = draw.normal(1, 1, 4)
        arguments = () if prefix == 2 else (prefix,)
        stretched = student.interpolate_positions(positions, grid, new_grid, *arguments)
        expect(stretched, f"positions with a prefix of {prefix}").is_tensor().has_shape(
            1, prefix + new_grid[0] * new_grid[1], 4
        ).has_dtype(torch.float32)
        expect(stretched[:, :prefix], f"the {prefix} special rows").is_bit_equal(
            positions[:, :prefix],
            because=Text(
                en="the special tokens have no place in the picture: their rows are not interpolated",
                fa="توکن‌های ویژه جایی در تصویر ندارند و سطرشان درون‌یابی نمی‌شود",
            ),
        )
        constant = positions[:, prefix : prefix + 1].expand(1, new_grid[0] * new_grid[1], 4)
        expect(stretched[:, prefix:], "a constant picture, stretched").is_close(
            constant, atol=1e-6, rtol=1e-5
        )
    positions = _positions(draw, grid, 2, 4).float()
    expect(
        student.interpolate_positions(positions, grid, grid), "positions for an unchanged grid"
    ).is_bit_equal(positions, because=Text(en="the grid did not change", fa="شبکه عوض نشده است"))
    for wrong in (positions[:, :-1], positions[:, 2:]):
        with raises(ValueError, of="interpolate_positions(…)"):
            student.interpolate_positions(wrong, grid, new_grid)


@points(2)
@title(en="The prediction is the mean of two heads", fa="پیش‌بینی میانگین دو سر است")
@hint(
    en="hidden[:, 0] goes to the class head, hidden[:, 1] to the other; average logits, not probabilities.",
    fa="hidden[:, 0] به سر کلاس و hidden[:, 1] به سر دیگر می‌رود؛ لاجیت‌ها را میانگین بگیرید، نه احتمال‌ها را.",
)
def test_the_two_heads_are_averaged(student, draw):
    """On the encoder output of a model with both heads, computed in the grader in float64; the student's float64 is
    exact but for rounding, 1e-9. The same model in transformers agrees with the grader to 1e-9.
    """
    model = student.kit.tiny_deit_with_teacher(draw.seed(), num_labels=draw.rng.randint(3, 6))
    student.kit.perturb(model, draw.seed(), 0.3)
    student.kit.to_double(model)
    state = student.kit.state_dict(model)
    pixels = draw.normal(draw.rng.randint(3, 5), 3, 8, 8, dtype=torch.float64)
    hidden = final_states(state, pixels, HEADS)
    names = ["cls_classifier", "distillation_classifier"]
    weights = [state[f"{name}.{kind}"] for name in names for kind in ("weight", "bias")]
    heads = [functional.linear(hidden[:, row], *weights[2 * row : 2 * row + 2]) for row in (0, 1)]
    because = Text(
        en="the class head reads token 0, the distillation head token 1, and their logits are averaged",
        fa="سر کلاس توکن 0 را و سر تقطیر توکن 1 را می‌خواند و لاجیت‌هایشان میانگین گرفته می‌شود",
    )
    expect(student.average_heads(hidden, *weights), "average_heads(…)").is_tensor().has_shape(
        len(pixels), len(weights[1])
    ).is_close((heads[0] + heads[1]) / 2, atol=1e-9, because=because)
    theirs = student.kit.image_logits(model, pixels)
    expect(student.average_heads(hidden, *weights), "average_heads(…) beside transformers").is_close(
        theirs, atol=1e-9, because=because
    )


@points(2)
@title(
    en="Hard distillation: labels for one head, the teacher for the other",
    fa="تقطیر سخت: یک سر از برچسب، یک سر از معلم",
)
@hint(
    en="teacher_logits.argmax(-1) is a label like any other; half of one cross-entropy plus half of the other.",
    fa="teacher_logits.argmax(-1) هم برچسبی است مثل بقیه؛ نیمی از یک cross-entropy به اضافهٔ نیمی از دیگری.",
)
def test_hard_distillation(student, draw):
    """Value and gradients (1/2 (softmax − one-hot) / B) worked out in the grader in float64, 1e-9; the teacher gets
    none, or zeros.
    """
    batch, classes = draw.rng.randint(5, 8), draw.rng.randint(4, 6)
    cls, distillation, teacher = (3 * draw.normal(batch, classes, dtype=torch.float64) for _ in range(3))
    labels = draw.integers(0, classes, (batch,))
    leaves = [student.kit.keep.leaf(each) for each in (cls, distillation, teacher)]
    loss = student.keep.distillation_loss(leaves[0], leaves[1], labels, leaves[2])
    expect(loss, "distillation_loss(…)").is_handle("Tensor")
    rows = torch.arange(batch)
    expected = [
        -logits.log_softmax(-1)[rows, targets].mean() / 2
        for logits, targets in ((cls, labels), (distillation, teacher.argmax(-1)))
    ]
    expect(student.kit.value(loss), "distillation_loss(…)").is_tensor().has_shape().is_close(
        expected[0] + expected[1],
        atol=1e-9,
        because=Text(
            en="half of the loss comes from the labels at the class head, half from the teacher's most likely class at "
            "the distillation head",
            fa="نیمی از زیان از برچسب‌ها در سر کلاس می‌آید و نیمی از محتمل‌ترین ردهٔ معلم در سر تقطیر",
        ),
    )
    gradients = student.kit.leaf_gradients(loss, leaves)
    targets = (labels, teacher.argmax(-1), None)
    for name, logits, target, gradient in zip(
        ("cls_logits", "distillation_logits", "teacher_logits"),
        (cls, distillation, teacher),
        targets,
        gradients,
        strict=True,
    ):
        if target is None:
            given = torch.zeros_like(logits) if gradient is None else gradient
            expect(given, f"the gradient of {name}").is_close(
                torch.zeros_like(logits),
                atol=0.0,
                because=Text(en="the teacher is not trained", fa="معلم آموزش نمی‌بیند"),
            )
            continue
        one_hot = functional.one_hot(target, classes)
        expect(gradient, f"the gradient of {name}").is_tensor().is_close(
            (logits.softmax(-1) - one_hot) / (2 * batch),
            atol=1e-9,
            because=Text(
                en="both heads learn from the loss, each from its own half",
                fa="هر دو سر از زیان یاد می‌گیرند، هر یک از نیمهٔ خودش",
            ),
        )


@points(3)
@depends("test_positions_are_stretched_like_a_picture", "test_special_tokens_and_equal_grids_stay")
@title(
    en="A copy of the model for pictures of another size", fa="نسخه‌ای از مدل برای تصویرهایی با اندازهٔ دیگر"
)
@hint(
    en="copy.deepcopy, new positions, then every place that knows the size: config.image_size and the embeddings'.",
    fa="copy.deepcopy، جایگاه‌های تازه، و بعد هر جا که اندازه را می‌داند: config.image_size و image_size لایهٔ تعبیه.",
)
def test_the_model_takes_another_size(student, draw):
    """Logits of the copy, and of the copy saved and loaded, against the grader's float64 with positions stretched by
    the grader, and transformers' own stretching; float32 strays by 1e-6, 1e-4 is asked. The model itself is unchanged,
    bit for bit, and shares no weights with the copy.
    """
    model = student.kit.tiny_deit(draw.seed(), num_hidden_layers=2)
    student.kit.perturb(model, draw.seed(), 0.3)
    before = student.kit.state_dict(model)
    name = "deit.embeddings.position_embeddings"
    sizes = [(PATCH * draw.rng.randint(3, 4), PATCH * draw.rng.randint(5, 6)), PATCH * draw.rng.randint(3, 5)]
    because = Text(
        en="the copy reads the new size by itself, with the weights of the model and stretched positions",
        fa="نسخهٔ تازه خودش اندازهٔ جدید را می‌خواند، با همان وزن‌ها و با جایگاه‌های کشیده‌شده",
    )
    for size in sizes:
        height, width = (size, size) if isinstance(size, int) else size
        copy = student.resize_model(model, size)
        expect(copy, f"resize_model(model, {size})").is_handle("DeiTForImageClassification")
        grid = (height // PATCH, width // PATCH)
        stretched = resized(before[name][0, 2:].double().reshape(2, 2, -1), grid).flatten(0, 1)
        state = before | {name: torch.cat([before[name][:, :2].double(), stretched[None]], dim=1)}
        pixels = draw.normal(3, 3, height, width)
        expected = class_logits(state, pixels, HEADS)
        theirs = student.kit.image_logits(model, pixels, interpolate_pos_encoding=True)
        for reference in (expected, theirs):
            expect(student.kit.image_logits(copy, pixels), f"logits of the copy for {size}").is_close(
                reference, atol=1e-4, because=because
            )
        expect(
            student.kit.training_mode(copy), "training mode of the copy of a model in evaluation mode"
        ).equals(False)
        told = student.kit.config(copy)["image_size"]
        expect(
            list(told) if isinstance(told, list | tuple) else told, "config.image_size of the copy"
        ).equals(
            list(size) if isinstance(size, tuple) else size,
            because=Text(
                en="the configuration tells from_pretrained how many positions there are",
                fa="پیکربندی به from_pretrained می‌گوید چند جایگاه هست",
            ),
        )
        loaded = student.kit.saved_and_loaded(copy)
        expect(student.kit.image_logits(loaded, pixels), "logits of the copy, saved and loaded").is_close(
            expected, atol=1e-4, because=because
        )
        student.kit.perturb(copy, draw.seed(), 1.0)
    unchanged = Text(en="the model itself was changed", fa="خودِ مدل تغییر کرده است")
    after = student.kit.state_dict(model)
    for key, weight in before.items():
        expect(after[key], f"{key} of the model").is_bit_equal(weight, because=unchanged)
    expect(student.kit.config(model)["image_size"], "config.image_size of the model").equals(
        8, because=unchanged
    )
    for size in (PATCH * 3 + 1, (PATCH * 2, PATCH * 3 - 2), 0):
        with raises(ValueError, of="resize_model(…)"):
            student.resize_model(model, size)
