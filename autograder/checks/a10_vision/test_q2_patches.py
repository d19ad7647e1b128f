"""Checks of question 2: which values are in which patch, the way back, and the convolution that embedding is."""

import torch
from torch.nn import functional

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a10_vision.oracles import patches

READING_ORDER = Text(
    en="patches come from left to right and then from top to bottom, and height and width may differ",
    fa="تکه‌ها از چپ به راست و سپس از بالا به پایین می‌آیند و ارتفاع و پهنا می‌توانند برابر نباشند",
)


def _sizes(draw) -> tuple[int, int, int, int, int]:
    """Batch, channels, rows and columns of patches (never as many), and the size of a patch."""
    rows, columns = draw.rng.sample(range(2, 6), 2)
    return draw.rng.randint(2, 4), draw.rng.randint(2, 4), rows, columns, draw.rng.randint(2, 5)


def _images(draw, dtype: torch.dtype = torch.float32):
    batch, channels, rows, columns, size = _sizes(draw)
    return draw.normal(batch, channels, rows * size, columns * size, dtype=dtype), size


@points(3)
@title(en="Patches come row by row", fa="تکه‌ها ردیف به ردیف می‌آیند")
@hint(
    en="Split H into (H / size, size) and W into (W / size, size), then bring both numbers of patches to the front.",
    fa="H را به (H / size, size) و W را به (W / size, size) بشکنید و سپس هر دو تعداد تکه‌ها را به جلو بیاورید.",
)
def test_patches_come_row_by_row(student, draw):
    """Pictures of one value a patch, with more rows than columns and fewer: each patch is its own value; exact."""
    for _ in range(3):
        batch, channels, rows, columns, size = _sizes(draw)
        values = draw.normal(batch, 1, rows, columns)
        images = values.repeat_interleave(size, 2).repeat_interleave(size, 3).repeat(1, channels, 1, 1)
        cut = student.patchify(images, size)
        length = channels * size * size
        expect(cut, f"patchify of {rows} by {columns} patches").is_tensor().has_shape(
            batch, rows * columns, length, because=READING_ORDER
        ).is_bit_equal(values.reshape(batch, -1, 1).repeat(1, 1, length), because=READING_ORDER)


@points(2)
@depends("test_patches_come_row_by_row")
@title(en="Within a patch: channel, then row, then column", fa="درون تکه: نخست کانال، سپس سطر، سپس ستون")
@hint(
    en="In permute the channel comes right behind the two numbers of patches; a kernel (C, p, p) is flattened so.",
    fa="در permute، کانال درست پس از دو تعدادِ تکه‌ها می‌آید؛ هستهٔ (C, p, p) هم به همین ترتیب تخت می‌شود.",
)
def test_values_come_in_the_kernels_order(student, draw):
    """Random pictures in float32 and float64, one of a single patch, against patches cut out one by one; exact."""
    because = Text(
        en="the values of a patch have the order of a flattened kernel (C, size, size)",
        fa="مقدارهای هر تکه به ترتیبِ هستهٔ تخت‌شدهٔ (C, size, size) است",
    )
    single = draw.rng.randint(3, 6)
    cases = [_images(draw), _images(draw, torch.float64), (draw.normal(2, 3, single, single), single)]
    for images, size in cases:
        cut = student.patchify(images, size)
        expect(cut, f"patchify of {tuple(images.shape)} with size {size}").is_tensor().is_bit_equal(
            patches(images, size), because=because
        )


@points(2)
@title(en="Patches give the picture back", fa="تکه‌ها تصویر را پس می‌دهند")
@hint(
    en="Undo the steps of patchify in the opposite order: reshape to six axes, permute back, reshape.",
    fa="گام‌های patchify را وارونه بروید: reshape به شش محور، permute به جای نخست، reshape.",
)
def test_patches_give_the_picture_back(student, draw):
    """Patches cut out by the course, put together to pictures higher than wide and wider than high; exact."""
    for dtype in (torch.float32, torch.float64, torch.float32):
        images, size = _images(draw, dtype)
        whole = student.unpatchify(patches(images, size), size, *images.shape[1:])
        expect(whole, f"unpatchify to {tuple(images.shape)}").is_tensor().is_bit_equal(
            images,
            because=Text(
                en="unpatchify undoes patchify: every value is back where it was",
                fa="unpatchify کار patchify را برمی‌گرداند: هر مقدار به جای خودش بازمی‌گردد",
            ),
        )


@points(3)
@depends("test_values_come_in_the_kernels_order")
@title(en="Embedding patches is a convolution with stride p", fa="تعبیهٔ تکه‌ها کانولوشنی با گام p است")
@hint(
    en="patches @ weight.flatten(1).T + bias; not view(C·p·p, D), which does not transpose.",
    fa="patches @ weight.flatten(1).T + bias؛ و نه view(C·p·p, D) که ترانهاده نیست.",
)
def test_embedding_is_a_convolution(student, draw):
    """conv2d in float64 to 1e-10 on pictures that are not square, with more and with fewer outputs than values."""
    for outputs in (draw.rng.randint(2, 7), draw.rng.randint(50, 110)):
        images, size = _images(draw, torch.float64)
        weight = draw.normal(outputs, images.shape[1], size, size, dtype=torch.float64)
        bias = draw.normal(outputs, dtype=torch.float64)
        expected = functional.conv2d(images, weight, bias, stride=size).flatten(2).transpose(1, 2)
        embedded = student.embed_patches(images, weight, bias)
        expect(embedded, f"embed_patches with {outputs} outputs").is_tensor().has_dtype(
            torch.float64
        ).is_close(
            expected,
            atol=1e-10,
            because=Text(
                en="each output is the sum of a patch times the kernel of that output, plus its bias",
                fa="هر خروجی مجموعِ تکه ضرب در هستهٔ همان خروجی، به‌اضافهٔ بایاس آن است",
            ),
        )


@points(1)
@depends("test_embedding_is_a_convolution")
@title(en="It is the patch embedding of DeiT", fa="همان تعبیهٔ تکه‌ها در DeiT است")
@hint(
    en="What DeiTPatchEmbeddings does is in transformers: a Conv2d, then flatten(2) and transpose(1, 2).",
    fa="کار DeiTPatchEmbeddings در transformers آمده است: یک Conv2d، سپس flatten(2) و transpose(1, 2).",
)
def test_it_is_the_patch_embedding_of_deit(student, draw):
    """A random DeiT of transformers: its kernel and bias, and what it makes of pictures, in float32 to 1e-5 of that."""
    size, across, channels = draw.rng.randint(2, 5), draw.rng.randint(2, 5), draw.rng.randint(1, 4)
    model = student.kit.tiny_deit(
        draw.seed(), patch_size=size, image_size=size * across, num_channels=channels, num_hidden_layers=1
    )
    student.kit.perturb(model, draw.seed(), 0.3)
    pixels = draw.normal(3, channels, size * across, size * across)
    kernel = student.kit.patch_kernel(model)
    expected = student.kit.patch_embedding(model, pixels).cpu()
    embedded = student.embed_patches(pixels, kernel["weight"].cpu(), kernel["bias"].cpu())
    expect(embedded, "embed_patches with DeiT's kernel").is_tensor().has_dtype(torch.float32).is_close(
        expected,
        atol=1e-5 * expected.abs().max().item(),
        because=Text(
            en="transformers' DeiT gives other embeddings for the same pictures and kernel",
            fa="DeiT در transformers برای همین تصویرها و همین هسته تعبیه‌های دیگری می‌دهد",
        ),
    )


@points(2)
@depends("test_patches_give_the_picture_back", "test_embedding_is_a_convolution")
@title(en="Gradients flow through all three", fa="گرادیان از هر سه می‌گذرد")
@hint(
    en="No .detach(), .data, .numpy(), .item() or torch.no_grad() on the way from input to output.",
    fa="در راهِ ورودی تا خروجی هیچ .detach()، .data، .numpy()، .item() یا torch.no_grad() نباشد.",
)
def test_gradients_flow(student, draw):
    """Gradients of a random weighted sum in images, patches, weight and bias; conv2d's in float64 to 1e-10."""
    because = Text(
        en="whoever trains the embedding, or what is before it, needs these gradients",
        fa="آموزشِ تعبیه، یا هر چه پیش از آن است، به این گرادیان‌ها نیاز دارد",
    )
    images, size = _images(draw, torch.float64)
    cut = patches(images, size)
    keep = student.kit.keep

    leaf = keep.leaf(images)
    weights = draw.normal(*cut.shape, dtype=torch.float64)
    (gradient,) = student.kit.pull_back(student.keep.patchify(leaf, size), weights, [leaf])
    at_home = functional.fold(weights.transpose(1, 2), tuple(images.shape[2:]), kernel_size=size, stride=size)
    expect(gradient, "the gradient of patchify in the images").is_close(at_home, atol=1e-10, because=because)

    leaf = keep.leaf(cut)
    weights = draw.normal(*images.shape, dtype=torch.float64)
    whole = student.keep.unpatchify(leaf, size, *images.shape[1:])
    (gradient,) = student.kit.pull_back(whole, weights, [leaf])
    expect(gradient, "the gradient of unpatchify in the patches").is_close(
        patches(weights, size), atol=1e-10, because=because
    )

    inputs = [
        images,
        draw.normal(5, images.shape[1], size, size, dtype=torch.float64),
        draw.normal(5).double(),
    ]
    leaves = [keep.leaf(tensor) for tensor in inputs]
    own = [tensor.clone().requires_grad_() for tensor in inputs]
    embedded = functional.conv2d(own[0], own[1], own[2], stride=size).flatten(2).transpose(1, 2)
    weights = draw.normal(*embedded.shape, dtype=torch.float64)
    expected = torch.autograd.grad(embedded, own, weights)
    found = student.kit.pull_back(student.keep.embed_patches(*leaves), weights, leaves)
    for name, gradient, wanted in zip(("images", "weight", "bias"), found, expected, strict=True):
        expect(gradient, f"the gradient of embed_patches in {name}").is_close(
            wanted, atol=1e-10, because=because
        )


@points(1)
@title(en="Sizes that do not fit are refused", fa="اندازه‌هایی که جور نمی‌شوند پذیرفته نمی‌شوند")
@hint(
    en="Check H % size and W % size, both; in unpatchify also whether the patches are as many and as long as told.",
    fa="H % size و W % size را هر دو بررسی کنید؛ در unpatchify تعداد و درازای تکه‌ها را هم.",
)
def test_sizes_that_do_not_fit_raise(student, draw):
    """ValueError for a height or a width that is no multiple, and for patches too many, too few or too long; exact."""
    batch, channels, rows, columns, size = _sizes(draw)
    height, width = rows * size, columns * size
    for high, wide in ((height + 1, width), (height, width + size - 1)):
        images = draw.normal(batch, channels, high, wide)
        because = Text(
            en=f"a picture of {high} by {wide} cannot be cut into patches of {size} by {size} without loss",
            fa=f"تصویر {high} در {wide} را نمی‌توان بی‌کم‌وکاست به تکه‌های {size} در {size} برید",
        )
        with raises(ValueError, because=because, of="patchify(…)"):
            student.patchify(images, size)
        with raises(ValueError, because=because, of="embed_patches(…)"):
            student.embed_patches(images, draw.normal(4, channels, size, size), draw.normal(4))
        cut = draw.normal(batch, rows * columns, channels * size * size)
        with raises(ValueError, because=because, of="unpatchify(…)"):
            student.unpatchify(cut, size, channels, high, wide)
    for count, length in ((rows * columns + 1, channels * size**2), (rows * columns, channels * size**2 + 1)):
        with raises(
            ValueError,
            because=Text(
                en="these patches are too many, or too long, for such a picture",
                fa="این تکه‌ها برای چنین تصویری زیادند یا درازند",
            ),
        ):
            student.unpatchify(draw.normal(batch, count, length), size, channels, height, width)
    # Twice as many pictures hold as many numbers: a reshape alone would not notice.
    with raises(
        ValueError,
        because=Text(
            en="half the patches of a picture do not make a picture",
            fa="نیمی از تکه‌های یک تصویر، تصویر نمی‌سازد",
        ),
    ):
        student.unpatchify(
            draw.normal(4, rows * columns, channels * size**2), size, channels, 2 * height, width
        )
