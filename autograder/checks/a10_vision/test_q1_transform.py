"""Checks of question 1: what a picture becomes, how many calls that takes, and that nothing happens too early."""

import torch

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a10_vision.oracles import LEVELS, in_mode, normalisation, picture, preprocessed

MODES = ["RGB", "L", "RGBA", "P", "LA", "1"]
# The longest chain of float32 roundings here stays below 20 half-units of 5, the largest value.
ROUNDING = 1e-5


def _levels(std: list[float]) -> float:
    """A grey level and a half before normalisation, as large as it gets by it."""
    return LEVELS / min(std)


@points(3)
@title(
    en="A picture of the right size: scaled, channels first, normalised",
    fa="تصویری با اندازهٔ درست: مقیاس، کانال در آغاز، نرمال‌سازی",
)
@hint(
    en="Channels to the front, float, / 255, then (x − mean) / std with mean and std of shape (3, 1, 1).",
    fa="کانال‌ها به جلو، float، تقسیم بر 255، سپس (x − mean) / std با mean و std به شکل (3, 1, 1).",
)
def test_a_picture_of_the_right_size(student, draw):
    """Random bytes, sizes, means and deviations against float64 to 1e-5; and the checkpoint's own processor."""
    for _ in range(3):
        size = draw.rng.randint(5, 40)
        mean, std = normalisation(draw)
        image = picture(draw, size, size)
        prepared = student.preprocess(image, mean, std, size)
        because = Text(
            en="the order is: channels first, bytes to 0 … 1, minus the mean, divided by the deviation of the channel",
            fa="ترتیب این است: کانال‌ها در آغاز، بایت‌ها به 0 تا 1، منهای میانگین، تقسیم بر انحراف معیارِ همان کانال",
        )
        expect(prepared, "preprocess(image, …)").is_tensor().has_dtype(torch.float32).has_shape(
            3, size, size, because=because
        ).is_close(preprocessed(image, mean, std, size), atol=ROUNDING, because=because)
    settings = student.kit.processor_settings(student.kit.image_processor())
    image = picture(draw, settings["size"], settings["size"])
    prepared = student.preprocess(image, settings["mean"], settings["std"], settings["size"])
    expect(prepared, "preprocess with the checkpoint's settings").is_tensor().is_close(
        student.kit.pixel_values(image[None])[0].cpu(),
        atol=ROUNDING,
        because=Text(
            en="the checkpoint's image processor gives other numbers for this picture",
            fa="پردازشگر تصویرِ این مدل برای همین تصویر عددهای دیگری می‌دهد",
        ),
    )


@points(2)
@depends("test_a_picture_of_the_right_size")
@title(
    en="Grey pictures, transparency, and what is no picture of bytes",
    fa="تصویر خاکستری، شفافیت، و آنچه تصویری از بایت‌ها نیست",
)
@hint(
    en="Look at the number of dimensions first; `image[..., :3]` drops alpha. Anything but uint8 is a ValueError.",
    fa="نخست تعداد بُعدها را ببینید؛ `image[..., :3]` آلفا را کنار می‌گذارد. هر چیزی جز uint8 خطای ValueError است.",
)
def test_grey_and_transparent_pictures(student, draw):
    """(H, W) and (H, W, 4) against float64 to 1e-5; ValueError for floats, for five channels and for one row."""
    size = draw.rng.randint(5, 40)
    mean, std = normalisation(draw)
    image = picture(draw, size, size)
    grey = image[:, :, 0].clone()
    prepared = student.preprocess(grey, mean, std, size)
    expect(prepared, "preprocess of a grey picture").has_shape(3, size, size).is_close(
        preprocessed(grey[:, :, None].repeat(1, 1, 3), mean, std, size),
        atol=ROUNDING,
        because=Text(
            en="a grey picture has three equal channels, each with its own mean and deviation",
            fa="تصویر خاکستری سه کانال برابر دارد که هر کدام میانگین و انحراف معیار خودش را می‌گیرد",
        ),
    )
    transparent = torch.cat([image, draw.integers(0, 256, (size, size, 1)).to(torch.uint8)], dim=2)
    prepared = student.preprocess(transparent, mean, std, size)
    expect(prepared, "preprocess of a picture with alpha").has_shape(3, size, size).is_close(
        preprocessed(image, mean, std, size),
        atol=ROUNDING,
        because=Text(
            en="alpha is dropped; it does not mix with the colours",
            fa="آلفا کنار گذاشته می‌شود و با رنگ‌ها نمی‌آمیزد",
        ),
    )
    for wrong in (image.float() / 255, image[:, :, :1].repeat(1, 1, 5), grey[0]):
        with raises(
            ValueError,
            because=Text(
                en=f"an image of shape {tuple(wrong.shape)} and dtype {wrong.dtype} is none of the three kinds",
                fa=f"تصویری با شکل {tuple(wrong.shape)} و نوع {wrong.dtype} هیچ‌یک از آن سه گونه نیست",
            ),
        ):
            student.preprocess(wrong, mean, std, size)


@points(2)
@depends("test_a_picture_of_the_right_size")
@title(
    en="A picture of another size is resized without jagged edges",
    fa="تصویرِ اندازهٔ دیگر بی‌دندانه تغییر اندازه می‌دهد",
)
@hint(
    en="functional.interpolate(…, mode='bicubic', antialias=True), then clamp what overshot 0 … 1.",
    fa="functional.interpolate(…, mode='bicubic', antialias=True) و سپس محدود کردنِ آنچه از 0 تا 1 بیرون زده است.",
)
def test_another_size_is_resized(student, draw):
    """Shrunk, enlarged and distorted noise against PIL's filter within 1.5 grey levels; sharp edges stay in 0 … 1."""
    size = draw.rng.randint(16, 24)
    mean, std = normalisation(draw)
    for height, width in ((2 * size + 3, 3 * size - 1), (size - 5, size - 3), (size, 2 * size)):
        image = picture(draw, height, width, 60, 190)
        prepared = student.preprocess(image, mean, std, size)
        expect(prepared, f"preprocess of {height} by {width} for {size} by {size}").is_tensor().has_shape(
            3, size, size
        ).is_close(
            preprocessed(image, mean, std, size),
            atol=_levels(std),
            because=Text(
                en="the processor's interpolation is bicubic, with antialiasing, of the whole picture",
                fa="درون‌یابی پردازشگر دومکعبی است، با آنتی‌الیاس، و از سراسر تصویر",
            ),
        )
    # Bytes are clamped after each direction and real numbers at the end, so that only the range is common to both.
    sharp = (draw.integers(0, 2, (size // 2, size // 2, 3)) * 255).to(torch.uint8)
    prepared = student.preprocess(sharp, mean, std, size)
    expect(prepared, "preprocess of a picture of zeros and 255").has_shape(3, size, size).is_finite()
    pixels = prepared.double() * torch.tensor(std)[:, None, None] + torch.tensor(mean)[:, None, None]
    for name, excess in (("the brightest", pixels.max().item() - 1), ("the darkest", -pixels.min().item())):
        expect(
            excess, f"how far {name} pixel of an enlarged picture of zeros and 255 is out of 0 … 1"
        ).at_most(
            ROUNDING,
            because=Text(
                en="bicubic curves overshoot at sharp edges: nothing is darker than black or brighter than white",
                fa="منحنی دومکعبی در لبه‌های تیز بیرون می‌زند: چیزی از سیاه تیره‌تر یا از سفید روشن‌تر نیست",
            ),
        )


def _batch(student, draw, modes: list[str], size: int | None = None):
    """Pictures of these modes in the worker, the pixels behind them, and a label for each."""
    sides = [size or draw.rng.randint(9, 30) for _ in modes]
    images = [picture(draw, side, size or side + 4, 60, 190) for side in sides]
    labels = draw.integers(0, 10, (len(modes),)).tolist()
    made = student.kit.pictures(images, modes)
    return made, [in_mode(image, mode) for image, mode in zip(images, modes, strict=True)], labels


def _processor(student, draw):
    size = draw.rng.randint(10, 20)
    mean, std = normalisation(draw)
    return student.kit.recording_processor(size, mean, std), (mean, std, size)


@points(2)
@title(
    en="One call of the processor for a batch of pictures of all modes",
    fa="یک فراخوانی پردازشگر برای دسته‌ای از تصویرها با همهٔ حالت‌ها",
)
@hint(
    en='[image.convert("RGB") for image in …] and one processor(images, return_tensors="pt").',
    fa='[image.convert("RGB") for image in …] و یک بار processor(images, return_tensors="pt").',
)
def test_a_batch_takes_one_call(student, draw):
    """Calls are counted by a stand-in. Pictures of all modes and the right size to 1e-5; of the colourful modes and any
    size within 1.5 grey levels, because the processor interpolates bytes; labels exact.
    """
    modes = MODES.copy()
    draw.rng.shuffle(modes)
    processor, settings = _processor(student, draw)
    # Black and white of mode "1" would overshoot when interpolated, and bytes are clamped on the way.
    cases = ((modes, settings[2], ROUNDING), (MODES[:3], None, _levels(settings[1])))
    for calls_before, (batch_modes, size, atol) in enumerate(cases):
        made, pixels, labels = _batch(student, draw, batch_modes, size)
        batch = student.transform_batch({"img": made, "label": labels}, processor)
        calls = student.kit.processor_calls(processor)[calls_before:]
        expect([len(call) for call in calls], "the number of pictures in each call of the processor").equals(
            [len(batch_modes)],
            because=Text(
                en="the processor is called once, with the whole batch",
                fa="پردازشگر یک بار و با همهٔ دسته فراخوانده می‌شود",
            ),
        )
        expect(batch, "transform_batch(examples, processor)").is_dict(keys=["pixel_values", "labels"])
        expect(batch["pixel_values"], "pixel_values").is_tensor().has_dtype(torch.float32).is_close(
            torch.stack([preprocessed(image, *settings) for image in pixels]),
            atol=atol,
            because=Text(
                en="each picture, in the order of the rows, is what the processor makes of its RGB form",
                fa="هر تصویر، به ترتیب ردیف‌ها، همان است که پردازشگر از شکل RGB آن می‌سازد",
            ),
        )
        expect(batch["labels"], "labels").is_list().equals(
            labels,
            because=Text(
                en='the column "label" becomes "labels", as plain numbers',
                fa="ستون label با نام labels و به صورت عدد می‌آید",
            ),
        )


@points(1)
@depends("test_a_batch_takes_one_call")
@title(en="The rows that came in are not changed", fa="ردیف‌های ورودی تغییر نمی‌کنند")
@hint(
    en="Build new lists and a new dictionary; do not assign to examples[…] and do not pop from it.",
    fa="فهرست‌ها و دیکشنری تازه بسازید؛ در examples[…] ننویسید و چیزی از آن برندارید.",
)
def test_the_examples_stay_as_they_were(student, draw):
    """Keys, modes and bytes of the dictionary before and after the call; other columns stay out; exact."""
    made, _, labels = _batch(student, draw, ["RGBA", "L", "RGB"])
    rows = student.kit.hold({"img": made, "label": labels, "id": [7, 8, 9]})
    processor, _ = _processor(student, draw)
    before = student.kit.describe_rows(rows)
    batch = student.transform_batch(rows, processor)
    expect(student.kit.describe_rows(rows), "examples after the call").equals(
        before,
        because=Text(
            en="the caller's dictionary, its lists and its pictures belong to the caller",
            fa="دیکشنری فراخواننده، فهرست‌هایش و تصویرهایش مال خود اوست",
        ),
    )
    expect(sorted(batch), "the keys of the result").equals(
        ["labels", "pixel_values"],
        because=Text(en="other columns are left out", fa="ستون‌های دیگر نمی‌آیند"),
    )


def _dataset(student, draw, modes: list[str], size: int):
    made, pixels, labels = _batch(student, draw, modes, size)
    return student.kit.picture_dataset(made, labels), pixels, labels


@points(2)
@depends("test_a_batch_takes_one_call")
@title(
    en="Nothing is decoded before it is read, and no more than what is read",
    fa="پیش از خواندن چیزی رمزگشایی نمی‌شود و بیش از آنچه خوانده شده هم نه",
)
@hint(
    en="with_transform wants a function of one argument: functools.partial fixes the processor.",
    fa="with_transform تابعی یک‌آرگومانی می‌خواهد: functools.partial پردازشگر را ثابت می‌کند.",
)
def test_nothing_is_decoded_before_it_is_read(student, draw):
    """Decoded pictures and calls of the processor are counted while rows are read; pixels to 1e-5; exact."""
    processor, settings = _processor(student, draw)
    modes = [draw.rng.choice(MODES[:3]) for _ in range(8)]
    dataset, pixels, labels = _dataset(student, draw, modes, settings[2])
    counter = student.kit.count_decodes()
    prepared = student.keep.prepare(dataset, processor)
    early = Text(
        en="pictures are prepared when a row is read; a transform waits, map does not",
        fa="تصویر هنگام خوانده‌شدن ردیف آماده می‌شود؛ transform منتظر می‌ماند و map نه",
    )
    expect(student.kit.decodes(counter), "pictures decoded by prepare").equals(0, because=early)
    expect(student.kit.processor_calls(processor), "calls of the processor by prepare").equals(
        [], because=early
    )
    expect(student.kit.dataset_size(prepared), "the number of rows").equals(len(modes))
    rows = Text(
        en="row i is row i of the data set, prepared, with its label under labels",
        fa="ردیف i همان ردیف i مجموعه است، آماده‌شده، با برچسبش زیر نام labels",
    )
    index = draw.rng.randint(1, 4)
    row = student.kit.dataset_row(prepared, index)
    expect(row, "a row of the prepared data set").is_dict(keys=["pixel_values", "labels"], because=rows)
    expect(row["pixel_values"], "its pixel_values").is_tensor().is_close(
        preprocessed(pixels[index], *settings), atol=ROUNDING, because=rows
    )
    expect(row["labels"], "its labels").equals(labels[index], because=rows)
    expect(student.kit.decodes(counter), "pictures decoded for one row").equals(
        1, because=Text(en="one row is one picture", fa="یک ردیف یک تصویر است")
    )
    batch = student.kit.dataset_rows(prepared, 5, 8)
    expect(batch, "three rows of the prepared data set").is_dict(
        keys=["pixel_values", "labels"], because=rows
    )
    expect(batch["pixel_values"], "their pixel_values").is_tensor().is_close(
        torch.stack([preprocessed(image, *settings) for image in pixels[5:8]]), atol=ROUNDING, because=rows
    )
    expect(list(batch["labels"]), "their labels").equals(labels[5:8], because=rows)
    expect(student.kit.decodes(counter), "pictures decoded for one row and three").equals(
        4, because=Text(en="no row is decoded that was not read", fa="ردیفی که خوانده نشده رمزگشایی نمی‌شود")
    )


@points(1)
@depends("test_a_batch_takes_one_call")
@title(en="The given data set still gives pictures", fa="مجموعه‌دادهٔ داده‌شده همچنان تصویر می‌دهد")
@hint(
    en="with_transform returns a copy; set_transform changes the data set that it is called on.",
    fa="with_transform یک کپی می‌دهد؛ set_transform همان مجموعه‌داده را عوض می‌کند.",
)
def test_the_given_dataset_stays_as_it_was(student, draw):
    """A row of the given data set before and after prepare, and after a prepared row was read; exact."""
    processor, settings = _processor(student, draw)
    dataset, _, labels = _dataset(student, draw, ["RGB", "L", "RGBA"], settings[2])
    before = student.kit.describe_picture(student.kit.dataset_row(dataset, 1)["img"])
    prepared = student.keep.prepare(dataset, processor)
    student.kit.dataset_row(prepared, 1)
    row = student.kit.dataset_row(dataset, 1)
    because = Text(
        en="the transform belongs to a copy; whoever holds the data set wants PIL images as before",
        fa="تبدیل از آنِ یک کپی است؛ دارندهٔ مجموعه‌داده مانند پیش تصویر PIL می‌خواهد",
    )
    expect(row, "a row of the given data set after prepare").is_dict(keys=["img", "label"], because=because)
    expect(student.kit.describe_picture(row["img"]), "its picture").equals(before, because=because)
    expect(row["label"], "its label").equals(labels[1], because=because)


@points(1)
@title(en="Rows become a batch", fa="ردیف‌ها یک دسته می‌شوند")
@hint(
    en="torch.stack for the pictures; torch.tensor(…, dtype=torch.int64) for the labels.",
    fa="torch.stack برای تصویرها و torch.tensor(…, dtype=torch.int64) برای برچسب‌ها.",
)
def test_rows_become_a_batch(student, draw):
    """Batches of one and of several rows, in float32 and float64; exact; the rows are as before."""
    for count, dtype in ((draw.rng.randint(2, 6), torch.float32), (1, torch.float64)):
        pixels = draw.normal(count, 3, draw.rng.randint(2, 7), draw.rng.randint(2, 7), dtype=dtype)
        labels = draw.integers(0, 10, (count,))
        rows = [
            {"pixel_values": image.clone(), "labels": label}
            for image, label in zip(pixels, labels.tolist(), strict=True)
        ]
        held = student.kit.hold(rows)
        batch = student.collate(held)
        because = Text(
            en="the batch holds the rows' pictures stacked, and their labels as int64",
            fa="دسته، تصویرهای ردیف‌ها را روی هم دارد و برچسب‌ها را به صورت int64",
        )
        expect(batch, "collate(rows)").is_dict(keys=["pixel_values", "labels"], because=because)
        expect(sorted(batch), "the keys of the batch").equals(["labels", "pixel_values"], because=because)
        expect(batch["pixel_values"], "pixel_values").is_tensor(because).is_bit_equal(pixels, because=because)
        expect(batch["labels"], "labels").is_tensor(because).is_bit_equal(labels, because=because)
        after = student.kit.value(held)
        expect(after, "the rows after the call").is_list(length=count)
        for row in after:
            expect(row, "a row after the call").is_dict(
                keys=["pixel_values", "labels"],
                because=Text(en="nothing is taken out of the rows", fa="چیزی از ردیف‌ها برداشته نمی‌شود"),
            )
