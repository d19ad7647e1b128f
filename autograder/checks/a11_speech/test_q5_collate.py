"""Checks of question 5: samples and padding stay apart, and frames are counted as the convolutions make them."""

import torch

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a11_speech.oracles import (
    HUBERT_KERNELS,
    HUBERT_STRIDES,
    draw_layers,
    frames_of,
    right_padding,
    sees,
)

KEYS = ["input_values", "attention_mask"]


def _waveforms(draw, lengths):
    """Samples with a pause in them and at their end, and the last one with nothing else."""
    waveforms = [draw.normal(length) for length in lengths]
    for waveform in waveforms:
        waveform[len(waveform) // 3 : len(waveform) // 2] = 0.0
        waveform[-3:] = 0.0
    waveforms[-1].zero_()
    return waveforms


def _expect_batch(batch, waveforms, width: int, what: str, because: Text) -> None:
    """Expects the samples in order, cut at `width`, zeros after them, and a mask of lengths; exact."""
    values, mask = torch.zeros(len(waveforms), width), torch.zeros(len(waveforms), width, dtype=torch.int64)
    for row, waveform in enumerate(waveforms):
        kept = waveform[:width]
        values[row, : len(kept)], mask[row, : len(kept)] = torch.as_tensor(kept), 1
    expect(batch, what).is_dict(keys=KEYS)
    got = expect(batch["input_values"], f"{what}: input_values").is_tensor()
    got.has_dtype(torch.float32).has_shape(*values.shape, because=because).is_bit_equal(values, because)
    got = expect(batch["attention_mask"], f"{what}: attention_mask").is_tensor().has_dtype(torch.int64)
    got.is_bit_equal(
        mask,
        because=Text(
            en="the mask tells samples from padding by where they are: "
            "a sample in a pause is 0.0 and a sample all the same",
            fa="ماسک، نمونه و پُرکننده را از جایشان می‌شناسد: نمونه‌ای که در سکوت است 0.0 است و همچنان نمونه است",
        ),
    )


@points(3)
@title(
    en="A batch is as long as its longest waveform, and its padding is 0",
    fa="دسته به درازای بلندترین شکل‌موجش است و پُرکننده‌اش 0 است",
)
@hint(
    en="Fill a tensor of zeros row by row, and a mask from the lengths: x != 0 also takes pauses for padding.",
    fa="تنسوری از صفر را سطر به سطر پر کنید و ماسک را از طول‌ها بسازید: x != 0 سکوت‌ها را هم پُرکننده می‌گیرد.",
)
def test_a_batch_is_as_long_as_its_longest(student, draw):
    """Bit-equal samples in order, for tensors and arrays of drawn lengths with pauses; one waveform alone; none."""
    because = Text(
        en="samples stay as they are and in order, at the start of their row; after them there are only zeros",
        fa="نمونه‌ها دست‌نخورده و به‌ترتیب در آغاز سطر خود می‌مانند و پس از آن‌ها فقط صفر هست",
    )
    lengths = [draw.rng.randint(20, 60) for _ in range(4)]
    waveforms = _waveforms(draw, [*lengths, max(lengths) + 7, 30])
    arrays = [waveform.numpy() for waveform in waveforms]
    width = max(lengths) + 7
    _expect_batch(student.collate(waveforms), waveforms, width, "collate(tensors)", because)
    held = student.kit.hold(arrays)
    _expect_batch(student.collate(held), arrays, width, "collate(arrays)", because)
    for before, after in zip(arrays, student.kit.value(held), strict=True):
        expect(torch.as_tensor(after), "a waveform after collate").is_bit_equal(
            torch.from_numpy(before),
            because=Text(en="the waveforms are not to be changed", fa="شکل‌موج‌ها نباید تغییر کنند"),
        )
    _expect_batch(
        student.collate(waveforms[:1]), waveforms[:1], lengths[0], "collate of one waveform", because
    )
    with raises(ValueError, of="collate([])"):
        student.collate([])


@points(2)
@depends("test_a_batch_is_as_long_as_its_longest")
@title(en="A fixed length cuts and fills", fa="طول ثابت هم می‌بُرد و هم پر می‌کند")
@hint(
    en="With length=T every batch is (B, T): cut a longer waveform at its end, also if all are shorter or all longer.",
    fa="با length=T هر دسته (B, T) است: انتهای شکل‌موج بلندتر را ببرید؛ حتی وقتی همه کوتاه‌تر یا همه بلندترند.",
)
def test_a_fixed_length_cuts_and_fills(student, draw):
    """Bit-equal for a length within the drawn lengths, beyond all and below all; no waveform at all."""
    lengths = [draw.rng.randint(30, 80) for _ in range(5)]
    waveforms = _waveforms(draw, lengths)
    because = Text(
        en="every row has exactly `length` samples: a longer "
        "waveform keeps its first ones, a shorter one is filled with 0",
        fa="هر سطر درست به اندازهٔ `length` نمونه دارد: شکل‌موج بلندتر "
        "نمونه‌های نخستش را نگه می‌دارد و کوتاه‌تر با 0 پر می‌شود",
    )
    for length in (sorted(lengths)[2], max(lengths) + 11, min(lengths) - 9):
        batch = student.collate(waveforms, length)
        _expect_batch(batch, waveforms, length, f"collate(waveforms, {length})", because)
    nothing = Text(
        en="a batch of no waveforms is refused, with a fixed length too",
        fa="دسته‌ای که هیچ شکل‌موجی ندارد با طول ثابت هم پذیرفته نمی‌شود",
    )
    with raises(ValueError, because=nothing, of=f"collate([], {length})"):
        student.collate([], length)


def _true_frames(student, draw, kernels, strides, lengths):
    """How many frames the convolutions of a real HubertModel make of clips of these lengths."""
    model = _hubert(student, draw, kernels, strides)
    return [student.kit.convolved(model, draw.normal(1, length)).shape[1] for length in lengths]


def _hubert(student, draw, kernels, strides):
    return student.kit.tiny_hubert(
        draw.seed(), conv_dim=[4] * len(kernels), conv_kernel=list(kernels), conv_stride=list(strides)
    )


@points(3)
@title(en="Frames are counted layer by layer", fa="قاب‌ها لایه به لایه شمرده می‌شوند")
@hint(
    en="(n − kernel) // stride + 1 for one layer; its result is the n of the next. Stay with integers: torch divides "
    "int64 with / in float32.",
    fa="برای یک لایه: (n − kernel) // stride + 1؛ حاصل آن n لایهٔ بعد است. با عدد صحیح بمانید: torch با / دو int64 را "
    "در float32 تقسیم می‌کند.",
)
def test_frames_are_counted_layer_by_layer(student, draw):
    """Exact against the frames that a real HubertModel makes, for drawn layers and HuBERT's; then for long recordings
    in whole numbers.
    """
    because = Text(
        en="of n samples or frames a layer makes ⌊(n − k) / s⌋ + 1, and that is the n of the next layer; "
        "the strides alone do not tell",
        fa="هر لایه از n نمونه یا قاب ⌊(n − k) / s⌋ + 1 قاب می‌سازد و همین n لایهٔ بعد است؛ گام‌ها به‌تنهایی کافی نیستند",
    )
    for kernels, strides in (draw_layers(draw), draw_layers(draw), (HUBERT_KERNELS, HUBERT_STRIDES)):
        size, step = sees(kernels, strides)
        lengths = [
            size,
            size + step - 1,
            size + step,
            *(size + draw.rng.randint(0, 9 * step) for _ in range(3)),
        ]
        held = student.kit.hold(torch.tensor(lengths))
        frames = student.feature_lengths(held, list(kernels), list(strides))
        layers = f"{list(kernels)}, {list(strides)}"
        what = f"feature_lengths(torch.tensor({lengths}), {layers})"
        got = expect(frames, what).is_tensor().has_dtype(torch.int64).has_shape(len(lengths))
        got.is_bit_equal(
            torch.tensor(_true_frames(student, draw, kernels, strides, lengths)), because=because
        )
        expect(student.kit.value(held), "lengths after feature_lengths").is_bit_equal(
            torch.tensor(lengths),
            because=Text(en="the tensor of lengths is not to be changed", fa="تنسور طول‌ها نباید تغییر کند"),
        )
        long = [draw.rng.randrange(2**26, 2**33) for _ in range(8)]
        frames = student.feature_lengths(torch.tensor(long), list(kernels), list(strides))
        what = f"feature_lengths(hours of samples, {layers})"
        expect(frames, what).is_tensor().has_dtype(torch.int64).is_bit_equal(
            torch.tensor([frames_of(length, kernels, strides) for length in long]),
            because=Text(
                en="float32 does not hold whole numbers above 2**24, and int32 none above 2**31: "
                "count in int64, with //",
                fa="عددهای صحیح بالاتر از 2**24 در float32 و بالاتر از 2**31 در int32 جا نمی‌شوند: "
                "در int64 و با // بشمارید",
            ),
        )
    with raises(ValueError, of="feature_lengths(torch.tensor([400]), [3, 2], [2])"):
        student.feature_lengths(torch.tensor([400]), [3, 2], [2])


@points(2)
@depends("test_frames_are_counted_layer_by_layer")
@title(en="Too short for a frame means 0 frames", fa="کوتاه‌تر از یک قاب یعنی 0 قاب")
@hint(
    en="Clamp at 0, and round down: what lies just below a kernel must not be rounded towards 0 and become a frame.",
    fa="از 0 پایین‌تر نروید و رو به پایین گرد کنید: طولی که کمی از هسته کمتر است نباید رو به صفر گرد شود و قاب بسازد.",
)
def test_too_short_means_no_frames(student, draw):
    """Every length from 0 to two frames, for layers with wide strides (where rounding towards 0 makes a frame) and
    HuBERT's; exact.
    """
    wide = (
        [draw.rng.randint(5, 9), draw.rng.randint(3, 6)],
        [draw.rng.randint(4, 8), draw.rng.randint(3, 5)],
    )
    for kernels, strides in (wide, draw_layers(draw), (HUBERT_KERNELS, HUBERT_STRIDES)):
        size, step = sees(kernels, strides)
        lengths = torch.arange(size + step + 1)
        frames = student.feature_lengths(lengths, list(kernels), list(strides))
        what = f"feature_lengths(torch.arange({len(lengths)}), {list(kernels)}, {list(strides)})"
        expect(frames, what).is_tensor().is_bit_equal(
            torch.tensor([frames_of(int(length), kernels, strides) for length in lengths]),
            because=Text(
                en="what is shorter than a kernel makes no frame: not one, and not less than none",
                fa="چیزی که از هسته کوتاه‌تر است قابی نمی‌سازد: نه یکی و نه کمتر از هیچ",
            ),
        )


@points(3)
@depends("test_frames_are_counted_layer_by_layer", "test_too_short_means_no_frames")
@title(en="A frame is real if it sees samples only", fa="قاب وقتی واقعی است که فقط نمونه ببیند")
@hint(
    en="There are feature_lengths(T) columns; in row b the first feature_lengths(mask[b].sum()) of them are True.",
    fa="به تعداد feature_lengths(T) ستون هست؛ در سطر b نخستین feature_lengths(mask[b].sum()) تای آن‌ها True است.",
)
def test_real_frames_never_see_the_padding(student, draw):
    """Against the number of frames of each clip alone; the frames of a real HubertModel under the mask do not move
    (1e-5 for values of size 1) when the padded samples do; batches with a row without padding and without one, rows
    without a frame, and a batch without one; exact.
    """
    for number, (kernels, strides) in enumerate(
        (draw_layers(draw), draw_layers(draw), (HUBERT_KERNELS, HUBERT_STRIDES))
    ):
        size, step = sees(kernels, strides)
        width = size + draw.rng.randint(13, 15) * step + draw.rng.randrange(step)
        lengths = [size + draw.rng.randint(0, 12 * step) for _ in range(4)]
        lengths += [size + step, size - 1, 0]
        if number != 1:
            lengths.append(width)
        draw.rng.shuffle(lengths)
        samples = right_padding(lengths, width)
        mask = samples if number == 1 else samples.long()
        real = student.feature_mask(mask, list(kernels), list(strides))
        what = f"feature_mask(mask, {list(kernels)}, {list(strides)})"
        total = frames_of(width, kernels, strides)
        got = expect(real, what).is_tensor().has_dtype(torch.bool).has_shape(len(lengths), total)

        model = _hubert(student, draw, kernels, strides)
        noise = draw.normal(len(lengths), width)
        quiet = student.kit.convolved(model, noise * samples)
        loud = student.kit.convolved(
            model, noise * samples + 50 * draw.normal(len(lengths), width) * ~samples
        )
        moved = ((quiet - loud).abs() > 1e-5).any(2) & real
        still = f"“no frame that {what} calls real sees padding” ({int(moved.sum())} do)"
        expect(not bool(moved.any()), still).is_true(
            because=Text(
                en="a frame whose samples reach into the padding is not real, be it by a single sample",
                fa="قابی که حتی یک نمونه‌اش در پُرکننده باشد واقعی نیست",
            ),
        )
        counts = [frames_of(length, kernels, strides) for length in lengths]
        got.is_bit_equal(
            right_padding(counts, total),
            because=Text(
                en="the real frames of a row are those that its waveform makes alone, and they come first; "
                "a waveform that is too short has none",
                fa="قاب‌های واقعی هر سطر همان‌هایی است که شکل‌موجش به‌تنهایی می‌سازد و در آغاز سطرند؛ "
                "شکل‌موج بیش از حد کوتاه هیچ قابی ندارد",
            ),
        )
        short = student.feature_mask(torch.ones(2, size - 1, dtype=torch.int64), list(kernels), list(strides))
        expect(short, f"{what} of a batch too short for a frame").is_tensor().has_shape(2, 0)


@points(1)
@title(en="What a frame sees", fa="یک قاب چه می‌بیند")
@hint(
    en="Each layer widens the view by (kernel − 1) times the product of the strides below it.",
    fa="هر لایه دید را به اندازهٔ (kernel − 1) ضرب در حاصل‌ضرب گام‌های زیر آن گسترش می‌دهد.",
)
def test_the_receptive_field_is_what_a_frame_sees(student, draw):
    """Exact for HuBERT's layers and drawn ones, counted from the last layer down."""
    for kernels, strides in (
        (HUBERT_KERNELS, HUBERT_STRIDES),
        draw_layers(draw),
        draw_layers(draw),
        ([4], [3]),
    ):
        field = student.receptive_field(list(kernels), list(strides))
        what = f"receptive_field({list(kernels)}, {list(strides)})"
        expect(field, what).is_list(length=2)
        expect(list(field), what).equals(
            list(sees(kernels, strides)),
            because=Text(
                en="size counts the samples from the first to the last that one frame sees; "
                "step is the product of all strides",
                fa="size تعداد نمونه‌ها از نخستین تا آخرین نمونه‌ای است که یک قاب می‌بیند و step حاصل‌ضرب همهٔ گام‌هاست",
            ),
        )
        whole = all(isinstance(each, int) for each in field)
        expect(whole, f"“{what} counts in whole numbers (int)”").is_true()
    with raises(ValueError, of="receptive_field([3, 2], [2])"):
        student.receptive_field([3, 2], [2])
