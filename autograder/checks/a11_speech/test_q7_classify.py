"""Checks of question 7: the head, the padding that it never sees, the weights of the loss, and what trains."""

import torch

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a11_speech.oracles import (
    draw_layers,
    frames_of,
    head,
    pool,
    right_padding,
    sees,
    weighted_loss,
)

FROZEN = "encoder.feature_extractor."
# Two layers of width 16 in float32: over 60 draws a clip alone and the same in a batch were 7e-7 apart at most, a mean
# over the padding 0.16 at least from the true one.
CLOSE = 5e-5


def _encoder(student, draw, **config):
    """A HubertModel without dropout whose every weight is random, on drawn convolutions that overlap."""
    kernels, strides = draw_layers(draw, overlap=True)
    config = {
        "conv_dim": [8] * len(kernels), "conv_kernel": kernels, "conv_stride": strides, "hidden_dropout": 0.0,
        "attention_dropout": 0.0, "activation_dropout": 0.0, "feat_proj_dropout": 0.0, "final_dropout": 0.0, **config,
    }  # fmt: skip
    encoder = student.kit.tiny_hubert(draw.seed(), **config)
    student.kit.perturb(encoder, draw.seed(), 0.1)
    return encoder, kernels, strides


def _classifier(student, draw, encoder, num_labels: int = 5, **settings):
    """The student's classifier, every weight of it moved: of the encoder that was given as well."""
    model = student.keep.EmotionClassifier(encoder, num_labels, **settings)
    expect(model, "EmotionClassifier(encoder, num_labels)").is_handle("Module")
    student.kit.perturb(model, draw.seed(), 0.1)
    return model


def _logits(student, model, values, mask=None):
    output = student.kit.classified(model, {"input_values": values, "attention_mask": mask})
    expect(output["logits"], "the logits").is_tensor()
    return output["logits"]


@points(2)
@title(
    en="Mean, norm, linear, ReLU, linear",
    fa="میانگین، نُرم، خطی، ReLU، خطی",
)
@hint(
    en="output(dropout(relu(linear(norm(mean))))), with the widths D, H and num_labels and the names of the docstring.",
    fa="output(dropout(relu(linear(norm(mean)))))، با پهناهای D و H و num_labels و نام‌هایی که در توضیح آمده است.",
)
def test_the_head_is_what_was_asked(student, draw):
    """Shapes of the weights by name; logits of an unpadded batch in float64 from the model's own weights and the frames
    of the encoder that was given, within 5e-5; with a mask of ones and without a mask.
    """
    because = Text(
        en="the head is norm, linear, ReLU, dropout, linear on the mean of the encoder's frames, "
        "in this order, and the encoder is the one that was given",
        fa="سر عبارت است از نُرم، خطی، ReLU، دراپ‌اوت و خطی روی میانگین قاب‌های encoder، به همین ترتیب؛ "
        "و encoder همانی است که داده شده",
    )
    for _ in range(2):
        encoder, kernels, strides = _encoder(student, draw)
        labels, width = draw.rng.randint(2, 7), draw.rng.randint(5, 20)
        model = _classifier(student, draw, encoder, labels, hidden_size=width)
        state = student.kit.state_dict(model)
        shapes = {
            "norm.weight": (16,), "norm.bias": (16,), "linear.weight": (width, 16), "linear.bias": (width,),
            "output.weight": (labels, width), "output.bias": (labels,),
        }  # fmt: skip
        named = Text(
            en="every part is registered under its name: a module in a plain list does not train and is not saved",
            fa="هر بخش با نام خودش ثبت می‌شود: ماژولی که در فهرست ساده باشد نه آموزش می‌بیند و نه ذخیره می‌شود",
        )
        expect(state, "the state dict").is_dict(
            [*shapes, f"{FROZEN}conv_layers.0.conv.weight"], because=named
        )
        for name, shape in shapes.items():
            expect(state[name], name).has_shape(*shape, because=named)
        size, step = sees(kernels, strides)
        values = draw.normal(3, size + draw.rng.randint(8, 15) * step)
        mean = student.kit.encoded(encoder, values).double().mean(1)
        for mask in (None, torch.ones_like(values, dtype=torch.int64)):
            logits = _logits(student, model, values, mask)
            what = f"the logits {'without a mask' if mask is None else 'with a mask of ones'}"
            expect(logits, what).has_shape(3, labels).is_close(head(state, mean), atol=CLOSE, because=because)


@points(3)
@depends("test_the_head_is_what_was_asked")
@title(
    en="Neither padding nor batch-mates move the logits",
    fa="نه پُرکننده و نه هم‌دسته‌ها logit را جابه‌جا نمی‌کنند",
)
@hint(
    en="Two masks: HubertModel takes the one of samples; the mean needs the one of frames, counted through "
    "config.conv_kernel and config.conv_stride.",
    fa="دو ماسک لازم است: HubertModel ماسک نمونه‌ها را می‌گیرد و میانگین ماسک قاب‌ها را می‌خواهد که از روی "
    "config.conv_kernel و config.conv_stride شمرده می‌شود.",
)
def test_padding_and_batch_mates_do_not_matter(student, draw):
    """Each clip alone, without padding, against itself in a batch, behind more padding and among louder clips, within
    5e-5; against float64 from the encoder's real frames; a clip without a frame has the head of zeros.
    """
    encoder, kernels, strides = _encoder(student, draw)
    model = _classifier(student, draw, encoder)
    state = student.kit.state_dict(model)
    size, step = sees(kernels, strides)
    lengths = [size + draw.rng.randint(2, 20) * step + draw.rng.randrange(step) for _ in range(3)]
    lengths = [*lengths, size + step - 1, max(lengths) + 5 * step, size - 1]
    clips = [draw.normal(length) for length in lengths]

    def batch(chosen, width):
        values = torch.zeros(len(chosen), width)
        for row, clip in zip(values, chosen, strict=True):
            row[: len(clip)] = clip
        return values, right_padding([len(clip) for clip in chosen], width).long()

    values, mask = batch(clips, max(lengths))
    logits = _logits(student, model, values, mask)
    counts = [frames_of(length, kernels, strides) for length in lengths]
    hidden = student.kit.encoded(encoder, values, mask)
    real = right_padding(counts, hidden.shape[1])
    mean = pool("mean_pool", hidden, real, hidden)
    expect(logits, "the logits of a padded batch").has_shape(len(clips), 5)
    expect(logits[:-1], "the logits of a padded batch").is_close(
        head(state, mean)[:-1],
        atol=CLOSE,
        because=Text(
            en="the mean is over the frames whose samples are all real, and attention sees the mask too",
            fa="میانگین روی قاب‌هایی است که همهٔ نمونه‌هایشان واقعی است، و توجه هم ماسک را می‌بیند",
        ),
    )
    expect(logits[-1], "the logits of a clip that is too short for a frame").is_close(
        head(state, mean)[-1],
        atol=CLOSE,
        because=Text(
            en="a clip without a frame has zeros for a mean; transformers' own mask calls nearly all of its padding real",
            fa="میانگین قطعهٔ بی‌قاب صفر است؛ ماسک خود transformers تقریباً همهٔ پُرکننده‌اش را واقعی می‌داند",
        ),
    )
    because = Text(
        en="a clip's logits may depend on its own samples only",
        fa="logitهای یک قطعه فقط باید به نمونه‌های خودش وابسته باشد",
    )
    for row, clip in enumerate(clips[:-1]):
        alone = _logits(student, model, clip[None])
        expect(alone[0], "the logits of a clip alone, against those in a batch").is_close(
            logits[row].double(), atol=CLOSE, because=because
        )
    longer = batch(clips, max(lengths) + draw.rng.randint(5, 30) * step)
    expect(_logits(student, model, *longer), "the logits behind more padding").is_close(
        logits.double(), atol=CLOSE, because=because
    )
    louder = batch([clips[0], *(30 * clip.flip(0) for clip in clips[1:])], max(lengths))
    expect(_logits(student, model, *louder)[0], "the logits among other clips").is_close(
        logits[0].double(), atol=CLOSE, because=because
    )


@points(2)
@title(en="The loss weighs the classes", fa="زیان، کلاس‌ها را وزن می‌دهد")
@hint(
    en="functional.cross_entropy(logits, labels, weight=…) divides by the sum of the weights of the batch's labels.",
    fa="functional.cross_entropy(logits, labels, weight=…) بر مجموع وزن برچسب‌های دسته تقسیم می‌کند.",
)
def test_the_loss_weighs_the_classes(student, draw):
    """Against float64 from the student's own logits, within 1e-5 of a loss of size 1 to 10; with weights of 0.2 to 5,
    without weights, and no loss without labels.
    """
    encoder, kernels, strides = _encoder(student, draw)
    size, step = sees(kernels, strides)
    for weighted in (True, False):
        weights = 5 ** (2 * torch.rand(5, generator=draw.generator) - 1)
        model = _classifier(student, draw, encoder, class_weights=weights if weighted else None)
        student.kit.perturb(model, draw.seed(), 0.5)  # Logits apart from each other.
        if weighted:
            student.kit.load_weights(model, {"class_weights": weights})
        values = draw.normal(7, size + 5 * step)
        labels = torch.tensor([0, 1, 2, 3, 4, 4, int(draw.integers(0, 4, (1,)))])
        output = student.kit.classified(model, {"input_values": values, "labels": labels})
        what = f"the loss {'with' if weighted else 'without'} class weights"
        expect(output["loss"], what).is_tensor().has_shape().is_close(
            torch.tensor(weighted_loss(output["logits"], labels, weights if weighted else torch.ones(5))),
            atol=1e-5,
            rtol=1e-5,
            because=Text(
                en="the loss is Σ w[y]·(−log p[y]) / Σ w[y], from logits and not from probabilities, "
                "with the weights that were given (1 without)",
                fa="زیان Σ w[y]·(−log p[y]) / Σ w[y] است، از logit و نه از احتمال، با وزن‌هایی که داده شده (و 1 بدون آن‌ها)",
            ),
        )
    output = student.kit.classified(model, {"input_values": values})
    expect(output["loss"], "the loss without labels").is_none()


@points(1)
@depends("test_the_loss_weighs_the_classes")
@title(
    en="Class weights are a buffer: moved and saved, never learnt",
    fa="وزن کلاس‌ها بافر است: جابه‌جا و ذخیره می‌شود و آموخته نمی‌شود",
)
@hint(
    en="register_buffer: a plain attribute stays behind when the module moves, a Parameter belongs to the optimiser.",
    fa="register_buffer: صفت ساده هنگام جابه‌جایی ماژول جا می‌ماند و Parameter از آنِ بهینه‌ساز است.",
)
def test_class_weights_are_a_buffer(student, draw):
    """In the state dict, bit-equal, and not among the parameters; after a move of the module (here to float64, as to
    a GPU) the loss is as before, within 1e-5; ValueError for weights of another number.
    """
    encoder, kernels, strides = _encoder(student, draw)
    size, step = sees(kernels, strides)
    weights = 0.2 + torch.rand(5, generator=draw.generator)
    model = _classifier(student, draw, encoder, class_weights=weights)
    learnt = Text(
        en="an optimiser would learn to weigh the hard classes with 0",
        fa="بهینه‌ساز یاد می‌گیرد به کلاس‌های دشوار وزن 0 بدهد",
    )
    among = "class_weights" in student.kit.requires_grad(model)
    expect(among, "class_weights among the parameters").equals(False, because=learnt)
    saved = Text(en="the weights are not saved with the module", fa="وزن‌ها همراه ماژول ذخیره نمی‌شوند")
    state = student.kit.state_dict(model)
    expect(state, "the state dict").is_dict(["class_weights"], because=saved)
    expect(state["class_weights"], "class_weights").is_tensor().is_bit_equal(weights, because=saved)
    batch = {"input_values": draw.normal(4, size + 5 * step), "labels": draw.integers(0, 5, (4,))}
    before = student.kit.classified(model, batch)
    student.kit.convert(model, "float64")
    after = student.kit.classified(model, {**batch, "input_values": batch["input_values"].double()})
    expect(after["loss"], "the loss after a move of the module").is_tensor().has_dtype(torch.float64)
    expect(after["loss"], "the loss after a move of the module").is_close(before["loss"].double(), atol=1e-4)
    with raises(ValueError, of="EmotionClassifier(…)"):
        student.keep.EmotionClassifier(encoder, 4, class_weights=weights)


@points(1)
@title(
    en="The convolutions are frozen, all the rest learns",
    fa="کانولوشن‌ها منجمدند و بقیه یاد می‌گیرد",
)
@hint(
    en="Freeze encoder.feature_extractor and nothing else; no torch.no_grad() and no detach on the way to the head.",
    fa="فقط encoder.feature_extractor را منجمد کنید؛ در راه سر نه torch.no_grad() باشد و نه detach.",
)
def test_convolutions_are_frozen_and_the_rest_learns(student, draw):
    """Flags by name, with one part frozen before; the loss's gradient is there, and not 0, wherever the flag is set
    (not asked of the key biases, where it is 0 in theory).
    """
    encoder, kernels, strides = _encoder(student, draw)
    size, step = sees(kernels, strides)
    part = "encoder.layers.0.feed_forward."
    student.kit.set_requires_grad(encoder, part, False)
    model = _classifier(student, draw, encoder)
    flags = student.kit.requires_grad(model)
    for name, flag in flags.items():
        expect(flag, f"requires_grad of {name}").equals(
            not name.startswith((FROZEN, f"encoder.{part}")),
            because=Text(
                en="the constructor freezes the encoder's feature_extractor; every other flag stays as it was",
                fa="سازنده feature_extractor را در encoder منجمد می‌کند و هر پرچم دیگری همان می‌ماند که بود",
            ),
        )
    lengths = [size + count * step for count in (12, 9, 7, 4)]
    mask = right_padding(lengths, max(lengths))
    batch = {"input_values": draw.normal(*mask.shape) * mask, "attention_mask": mask.long()}
    student.kit.set_mode(model, True)
    gradients = student.kit.loss_gradients(model, {**batch, "labels": torch.tensor([0, 3, 1, 4])})
    for name, flag in flags.items():
        if flag and not name.endswith("k_proj.bias"):
            expect(bool(gradients[name]), f"“{name} receives a gradient”").is_true(
                because=Text(
                    en="the loss reaches the head, the encoder's layers and its projection",
                    fa="زیان به سر، به لایه‌های encoder و به projection آن می‌رسد",
                ),
            )


@points(1)
@depends("test_the_head_is_what_was_asked")
@title(en="Dropout, in training only", fa="دراپ‌اوت، فقط در آموزش")
@hint(
    en="nn.Dropout(dropout) between ReLU and output follows the module's mode; functional.dropout needs "
    "training=self.training.",
    fa="nn.Dropout(dropout) میان ReLU و output از حالت ماژول پیروی می‌کند؛ functional.dropout به "
    "training=self.training نیاز دارد.",
)
def test_dropout_in_training_only(student, draw):
    """With the identity and a bias for `output` the logits give the features away: in training mode each is 0 or
    1/(1 − p) times its value in evaluation, within 2e-4, both occur, and another seed drops others; with p = 0 all stay.
    """
    encoder, kernels, strides = _encoder(student, draw)
    size, step = sees(kernels, strides)
    batch = {"input_values": draw.normal(6, size + 5 * step)}
    for share in (draw.rng.choice((0.4, 0.5, 0.6)), 0.0):
        model = _classifier(student, draw, encoder, 32, hidden_size=32, dropout=share)
        bias = 1 + torch.rand(32, generator=draw.generator)
        student.kit.load_weights(model, {"output.weight": torch.eye(32), "output.bias": bias})
        features, again = (_features(student, model, batch, bias, False, seed) for seed in (0, 1))
        expect(again, "the logits in evaluation mode, a second time").is_tensor().is_close(
            features,
            atol=CLOSE,
            because=Text(en="nothing is dropped in evaluation mode", fa="در حالت ارزیابی چیزی حذف نمی‌شود"),
        )
        because = Text(
            en="in training mode each feature after the ReLU is dropped with the given probability, "
            "and scaled up by 1/(1 − p) otherwise",
            fa="در حالت آموزش هر ویژگیِ پس از ReLU با احتمال داده‌شده حذف و وگرنه در 1/(1 − p) ضرب می‌شود",
        )
        first, second = (_features(student, model, batch, bias, True, draw.seed()) for _ in range(2))
        kept = features.double() / (1 - share)
        dropped = (first.abs() < (first - kept).abs()) & (kept > 100 * CLOSE)
        wanted = kept.masked_fill(first.abs() < (first - kept).abs(), 0.0)
        what = f"the logits in training mode with dropout={share} and the identity as output"
        expect(first, what).is_tensor().is_close(wanted, atol=4 * CLOSE, because=because)
        if share:
            both = 0 < int(dropped.sum()) < int((kept > 100 * CLOSE).sum())
            said = f"“with dropout={share} some features are dropped and some are kept”"
            expect(both, said).is_true(because)
            anew = not torch.equal(first, second)
            expect(anew, "“another seed drops other features”").is_true(because)


def _features(student, model, batch, bias, training: bool, seed: int):
    """What reaches `output`, if that is the identity with this bias."""
    logits = student.kit.classified(model, batch, training=training, seed=seed)["logits"]
    expect(logits, "the logits").is_tensor().has_shape(len(batch["input_values"]), len(bias))
    return logits - bias
