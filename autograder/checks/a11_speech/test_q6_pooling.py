"""Checks of question 6: only real frames are pooled, whatever the padding holds, in every precision and backwards too."""

import math

import torch
from torch import Tensor

from autograder.authoring import Text, depends, expect, hint, points, title
from autograder.checks.a11_speech.oracles import (
    POOLS,
    arguments,
    draw_mask,
    pool,
    right_padding,
    rounding,
)

EACH_BY_ITSELF = (
    "test_the_mean_is_over_real_frames",
    "test_the_largest_of_real_frames",
    "test_the_first_real_frame",
    "test_attention_is_among_real_frames",
)
# Float32 sums of at most 40 values of size 1 are within 1e-6; every mistake here is above 1e-3.
CLOSE = 1e-5


def _expect_pooled(
    student, draw, name: str, because: Text, biggest_offset: float = 0.0, scale: float = 1.0
) -> None:
    """Expects what `pool` computes row by row, for masks of every dtype with padding right, left and in between.

    With `biggest_offset` the attention scores lie there or at its negative, all of them: it must not matter.
    `scale` stretches what `max_pool` gets, whose values lie around −5 times that.
    """
    for number, dtype in enumerate((torch.bool, torch.int64, torch.float32, torch.bool)):
        dim = 16
        mask = draw_mask(draw, frames := draw.rng.randint(8, 40))
        # Multiples of 1/4: scores are multiples of 1/64 and exact in float32 up to 2**18.
        hidden = draw.integers(-12, 13, (len(mask), frames, dim)) / 4
        query = draw.integers(-6, 7, (dim,)) / 4
        if name == "max_pool":
            hidden = scale * (draw.normal(len(mask), frames, dim) - 5)
        if biggest_offset:
            hidden[..., 0], query[0] = 1.0, biggest_offset * (-1) ** number * math.sqrt(dim)
        if number == 3:
            hidden, query = hidden.double(), query.double()
        pooled = getattr(student, name)(*arguments(name, hidden, mask.to(dtype), query))
        what = f"{name} of {str(hidden.dtype).removeprefix('torch.')} with a mask of {str(dtype).removeprefix('torch.')}"
        got = expect(pooled, what).is_tensor().has_shape(len(mask), dim).has_dtype(hidden.dtype)
        if name in ("max_pool", "first_pool"):
            got.is_bit_equal(pool(name, hidden, mask, query).to(hidden.dtype), because=because)
        else:
            got.is_close(pool(name, hidden, mask, query), atol=CLOSE, because=because)


@points(3)
@title(en="The mean is over the real frames", fa="میانگین روی قاب‌های واقعی است")
@hint(
    en="Sum only what the mask leaves, and divide by the number of real frames of that row; hidden.mean(1) averages "
    "over the padding too.",
    fa="فقط آنچه را ماسک باقی می‌گذارد جمع بزنید و بر تعداد قاب‌های واقعی همان سطر تقسیم کنید؛ hidden.mean(1) "
    "روی پُرکننده هم میانگین می‌گیرد.",
)
def test_the_mean_is_over_real_frames(student, draw):
    """Against float64, row by row, within 1e-5; masks of three dtypes, padding on any side and in between."""
    because = Text(
        en="the mean leaves padded frames out of the sum and out of the count: the same clip has the same mean "
        "behind any padding",
        fa="قاب‌های پُرکننده نه در جمع می‌آیند و نه در شمار: میانگین یک قطعه با هر اندازه پُرکننده همان است",
    )
    _expect_pooled(student, draw, "mean_pool", because)


@points(2)
@title(
    en="The largest of the real frames, negative ones too",
    fa="بزرگ‌ترین مقدار قاب‌های واقعی، حتی اگر همه منفی باشند",
)
@hint(
    en="Padding that was set to 0 is larger than a negative value: fill with −inf before taking the maximum. "
    "hidden.max(dim=1) gives values and indices, hidden.amax(dim=1) the values. ~ turns bools around, not 0 and 1.",
    fa="پُرکننده‌ای که 0 شده از مقدار منفی بزرگ‌تر است: پیش از بیشینه گرفتن با -inf پر کنید؛ تابع hidden.max(dim=1) هم "
    "مقدار می‌دهد و هم اندیس، ولی hidden.amax(dim=1) فقط مقدار. عملگر ~ ماسک bool را وارونه می‌کند، نه 0 و 1 را.",
)
def test_the_largest_of_real_frames(student, draw):
    """Bit-equal, for frames whose values are nearly all negative, for values near −5e30, and for an infinite one."""
    because = Text(
        en="the maximum is among the real frames of the row and never one of the padding's values, "
        "nor a 0 that stands for padding",
        fa="بیشینه از میان قاب‌های واقعی همان سطر است؛ نه مقداری از پُرکننده و نه 0 ای که به جای آن نشسته",
    )
    _expect_pooled(student, draw, "max_pool", because)
    low = Text(
        en="beside values as low as these no finite number can stand for padding: only −inf is below them all",
        fa="در کنار مقدارهایی به این کوچکی هیچ عدد متناهی نمی‌تواند جای پُرکننده بنشیند: فقط -inf از همه پایین‌تر است",
    )
    _expect_pooled(student, draw, "max_pool", low, scale=1e30)
    mask = draw_mask(draw, 12)
    hidden = draw.normal(len(mask), 12, 4)
    hidden[0, 5, 1] = math.inf
    pooled = student.max_pool(hidden, mask)
    expect(pooled, "max_pool with an infinite value in a real frame").is_bit_equal(
        pool("max_pool", hidden, mask, hidden).float(),
        because=Text(
            en="a row without real frames is told from its mask: infinity in a real frame is the largest value",
            fa="سطر بی‌قاب را از ماسکش باید شناخت: بی‌نهایت در قاب واقعی خودش بزرگ‌ترین مقدار است",
        ),
    )


@points(2)
@title(
    en="The first real frame, wherever the mask begins",
    fa="نخستین قاب واقعی، هر جا که ماسک شروع شود",
)
@hint(
    en="Find the first True in each row of the mask: frame 0 is padding in a row that is padded on the left. argmax "
    "gives the first of several largest values, but takes no bools.",
    fa="در هر سطر ماسک نخستین True را بیابید: در سطری که از چپ پر شده، قاب 0 پُرکننده است. تابع argmax از چند بیشینهٔ "
    "برابر نخستین را می‌دهد، ولی bool نمی‌پذیرد.",
)
def test_the_first_real_frame(student, draw):
    """Bit-equal, with masks that begin with False."""
    because = Text(
        en="first means the first frame that the mask calls real, in each row by itself",
        fa="نخستین یعنی نخستین قابی که ماسک واقعی می‌داند، در هر سطر جداگانه",
    )
    _expect_pooled(student, draw, "first_pool", because)


@points(2)
@title(
    en="Attention is shared among the real frames",
    fa="توجه میان قاب‌های واقعی تقسیم می‌شود",
)
@hint(
    en="Scores divided by √D, −inf in the padding, then the softmax over the frames of a row (dim=1); leave the "
    "exponentials to softmax.",
    fa="امتیازها تقسیم بر √D، در پُرکننده -inf، سپس softmax روی قاب‌های هر سطر (dim=1)؛ توان نمایی را به softmax بسپارید.",
)
def test_attention_is_among_real_frames(student, draw):
    """Against float64, row by row, within 1e-5; then with scores around ±20000, which change nothing because they
    are shared (all are exact in float32).
    """
    because = Text(
        en="the weights of the real frames of one row sum up to 1 and padded frames have the weight 0: mask the scores "
        "before the softmax, and take it over the frames",
        fa="وزن قاب‌های واقعی یک سطر روی هم 1 است و وزن پُرکننده 0: امتیازها را پیش از softmax ماسک کنید "
        "و softmax را روی قاب‌ها بگیرید",
    )
    _expect_pooled(student, draw, "attention_pool", because)
    large = Text(
        en="large scores overflow without the maximum taken off, and no finite number is small enough to stand for "
        "a masked score",
        fa="امتیاز بزرگ بدون کم کردن بیشینه سرریز می‌کند، و هیچ عدد متناهی برای امتیاز ماسک‌شده به اندازهٔ کافی کوچک نیست",
    )
    _expect_pooled(student, draw, "attention_pool", large, biggest_offset=20_000.0)


def _longer(draw, hidden: Tensor, mask: Tensor, fill: float) -> tuple[Tensor, Tensor]:
    """The same clips behind more padding on both sides, all of the padding filled anew."""
    left, right = draw.rng.randint(1, 5), draw.rng.randint(1, 9)
    wide = torch.nn.functional.pad(mask, (left, right))
    moved = torch.nn.functional.pad(hidden, (0, 0, left, right))
    return moved.masked_fill(~wide[:, :, None], fill), wide


@points(2)
@depends(*EACH_BY_ITSELF)
@title(
    en="What the padding holds never matters; what a frame holds does",
    fa="محتوای پُرکننده هیچ‌گاه اثر ندارد؛ محتوای قاب دارد",
)
@hint(
    en="NaN · 0 is NaN: replace the padding with masked_fill or torch.where instead of multiplying by the mask. And do "
    "not hide a NaN of a real frame.",
    fa="NaN · 0 باز NaN است: به جای ضرب در ماسک، پُرکننده را با masked_fill یا torch.where جایگزین کنید. NaN قاب واقعی را "
    "هم پنهان نکنید.",
)
def test_padding_is_not_even_read(student, draw):
    """The student's own result with zeros for padding, within 1e-5, with more padding and NaN, ±inf and 1e30 in it;
    NaN in one real frame reaches its row and no other; the arguments are bit-equal afterwards.
    """
    mask = draw_mask(draw, draw.rng.randint(8, 30))
    query = draw.normal(8)
    frames = draw.normal(len(mask), mask.shape[1], 8)
    hidden = frames * mask[:, :, None]
    for name in POOLS:
        function = getattr(student, name)
        clean = function(*arguments(name, hidden, mask, query))
        for fill in (math.nan, math.inf, -math.inf, 1e30):
            padded, wide = _longer(draw, hidden, mask, fill)
            kept, kept_mask = student.kit.hold(padded), student.kit.hold(wide)
            pooled = function(*arguments(name, kept, kept_mask, query))
            because = Text(
                en=f"padding that holds {fill} reaches the result",
                fa=f"پُرکننده‌ای که {fill} در خود دارد به نتیجه می‌رسد",
            )
            got = expect(pooled, f"{name} with {fill} in the padding").is_tensor().is_finite(because)
            got.is_close(clean.double(), atol=CLOSE, because=because)
            untouched = Text(en="the arguments are not to be changed", fa="آرگومان‌ها نباید تغییر کنند")
            after = student.kit.value(kept)
            expect(after, f"hidden after {name}").is_tensor().is_bit_equal(padded, because=untouched)
            after = student.kit.value(kept_mask)
            expect(after, f"mask after {name}").is_tensor().is_bit_equal(wide, because=untouched)

        # Row 0 is real throughout, so that its first frame is the one that every function reads.
        broken = hidden.clone()
        broken[0, 0] = math.nan
        pooled = function(*arguments(name, broken, mask, query))
        expect(pooled, f"{name} with a NaN in a real frame").is_tensor().has_shape(*clean.shape)
        seen = bool(pooled[0].isnan().all())
        expect(seen, f"“a NaN in a real frame is in the {name} of its row”").is_true(
            because=Text(
                en="a NaN in a real frame is a fault, and nan_to_num hides it",
                fa="NaN در قاب واقعی نشان خرابی است و nan_to_num پنهانش می‌کند",
            ),
        )
        expect(pooled[1:], f"{name} of the rows beside one with a NaN").is_close(
            clean[1:].double(),
            atol=CLOSE,
            because=Text(
                en="a row has nothing to do with the rows beside it",
                fa="هیچ سطری نباید به سطرهای کناری‌اش کاری داشته باشد",
            ),
        )


@points(1)
@depends(*EACH_BY_ITSELF)
@title(en="A row without a real frame gives zeros", fa="سطر بدون قاب واقعی صفر می‌دهد")
@hint(
    en="0 / 0, the maximum of nothing and a softmax of nothing but −inf are no numbers: such a row needs a rule of "
    "its own, zeros.",
    fa="0 / 0، بیشینهٔ هیچ و softmax فقط -inf عدد نیستند: چنین سطری قاعدهٔ خودش را می‌خواهد، یعنی صفر.",
)
def test_a_row_without_frames_gives_zeros(student, draw):
    """Exactly 0 in such rows, and the others as without them, within 1e-5; noise, or NaN, in their padding."""
    mask = draw_mask(draw, draw.rng.randint(8, 20))
    empty = draw.rng.randrange(len(mask))
    mask[empty] = False
    query = draw.normal(8)
    because = Text(
        en="a clip that is too short for a frame gives zeros, not NaN, not infinity and not its padding",
        fa="قطعه‌ای که از یک قاب کوتاه‌تر است صفر می‌دهد؛ نه NaN، نه بی‌نهایت و نه محتوای پُرکننده‌اش",
    )
    for name in POOLS:
        hidden = draw.normal(len(mask), mask.shape[1], 8)
        for padding in ("noise", "NaN"):
            if padding == "NaN":
                hidden[empty] = math.nan
            pooled = getattr(student, name)(*arguments(name, hidden, mask, query))
            what = f"{name} with a row without real frames ({padding} in its padding)"
            got = expect(pooled, what).is_tensor().has_shape(len(mask), 8).is_finite(because)
            expect(pooled[empty], f"the row without real frames in {name}").is_close(
                torch.zeros(8), atol=0.0, because=because
            )
            got.is_close(pool(name, hidden, mask, query), atol=CLOSE, because=because)


@points(2)
@depends(*EACH_BY_ITSELF)
@title(
    en="Half precision loses nothing, and neither does float64",
    fa="نه دقت نیمه چیزی را از دست می‌دهد و نه float64",
)
@hint(
    en="Sums, counts and scores in float32, or in float64 if hidden is that, and .to(hidden.dtype) at the very end: "
    "float16 ends at 65504, bfloat16 has 8 bits, and float32 half of what float64 has.",
    fa="جمع، شمار و امتیاز در float32 (یا اگر hidden خودش float64 است در float64) و در پایان .to(hidden.dtype): "
    "float16 در 65504 تمام می‌شود، bfloat16 تنها 8 بیت دارد و float32 نیمی از رقم‌های float64 را.",
)
def test_half_precision_loses_nothing(student, draw):
    """Against float64 on the same rounded inputs, within one rounding (and 2e-6 of the values, for float32's own);
    means of some 4000 frames of values near 30 under a mask of the same dtype, attention with products near 98304;
    maximum and first bit-equal. Then float64 itself, within 1e-8 (float32 is off by 1e-7).
    """
    lengths = [draw.rng.randrange(3001, 4096, 2), 4096, draw.rng.randint(20, 40)]
    long = right_padding(lengths, 4096)
    level = 20 + 20 * torch.rand(len(lengths), 1, 24, generator=draw.generator)
    sums = Text(
        en="sum and count are to be kept in float32: in float16 the sum overflows, in bfloat16 both are rounded",
        fa="جمع و شمار باید در float32 بمانند: جمع در float16 سرریز می‌کند و در bfloat16 هر دو گرد می‌شوند",
    )
    scores = Text(
        en="scores and weights are to be kept in float32: in half precision they overflow, "
        "or frames can no longer be told apart",
        fa="امتیازها و وزن‌ها باید در float32 بمانند: در دقت نیمه سرریز می‌کنند یا قاب‌ها دیگر از هم تمیز داده نمی‌شوند",
    )
    for dtype in (torch.float16, torch.bfloat16):
        title_of = str(dtype).removeprefix("torch.")
        hidden = (level + draw.normal(len(lengths), 4096, 24)).to(dtype)
        pooled = student.mean_pool(hidden, long.to(dtype))
        _expect_rounded_once(
            pooled, pool("mean_pool", hidden, long, hidden), dtype, f"mean_pool of {title_of}", 40, sums
        )

        mask = draw_mask(draw, 30)
        hidden = draw.integers(-12, 13, (len(mask), 30, 16)) / 4
        query = draw.integers(-6, 7, (16,)) / 4
        hidden[..., 0], query[0] = 32.0, 3072.0
        hidden, query = hidden.to(dtype), query.to(dtype)
        pooled = student.attention_pool(hidden, mask, query)
        exact = pool("attention_pool", hidden, mask, query)
        _expect_rounded_once(pooled, exact, dtype, f"attention_pool of {title_of}", 3, scores)

        for name in ("max_pool", "first_pool"):
            pooled = getattr(student, name)(*arguments(name, hidden, mask, query))
            got = expect(pooled, f"{name} of {title_of}").is_tensor()
            got.is_bit_equal(pool(name, hidden, mask, query).to(dtype))

    mask = draw_mask(draw, 30)
    hidden, query = (draw.normal(*shape).double() / 3 for shape in ((len(mask), 30, 16), (16,)))
    for name in POOLS:
        pooled = getattr(student, name)(*arguments(name, hidden, mask, query))
        got = expect(pooled, f"{name} of float64").is_tensor().has_dtype(torch.float64)
        got.is_close(
            pool(name, hidden, mask, query),
            atol=1e-8,
            because=Text(
                en="float64 keeps its digits: add up in float64, not in float32, and divide by the count as it is",
                fa="رقم‌های float64 باید بمانند: در float64 جمع بزنید، نه در float32، و بر خودِ شمار تقسیم کنید",
            ),
        )


def _expect_rounded_once(
    pooled: object, exact: Tensor, dtype: torch.dtype, what: str, size: float, because: Text
) -> None:
    got = expect(pooled, what).is_tensor().has_shape(*exact.shape).has_dtype(dtype).is_finite(because)
    assert isinstance(pooled, Tensor)
    allowed = rounding(exact, dtype) * 1.01 + 2e-6 * size
    off = (pooled.double() - exact).abs() > allowed
    # Only entries that are off are compared, so that the message names the first of them.
    got.is_close(torch.where(off, exact, pooled.double()), atol=0.0, because=because)


@points(2)
@depends(*EACH_BY_ITSELF)
@title(
    en="Gradients reach every real frame and nothing else",
    fa="گرادیان به همهٔ قاب‌های واقعی می‌رسد و به چیز دیگری نه",
)
@hint(
    en="A NaN that is patched over after the softmax is still there on the way back: keep padding, and rows without "
    "frames, out before the scores are computed.",
    fa="NaN ای که پس از softmax وصله شود در مسیر برگشت هنوز هست: پُرکننده و سطر بی‌قاب را پیش از محاسبهٔ امتیازها "
    "کنار بگذارید.",
)
def test_gradients_reach_real_frames_only(student, draw):
    """Against float64 autograd on the real frames alone, within 1e-5, in hidden and query; exactly 0 in the padding,
    which holds noise or NaN, and in a row without frames.
    """
    lost = Text(
        en="the gradient does not arrive: was the graph cut (detach, item, numpy, no_grad)?",
        fa="گرادیان نمی‌رسد: گراف بریده شده است (detach، item، numpy، no_grad)؟",
    )
    leaks = Text(
        en="the padding took no part, so its gradient is exactly 0",
        fa="پُرکننده نقشی نداشته است، پس گرادیانش دقیقاً 0 است",
    )
    wrong = Text(
        en="a real frame receives what its part in the result is: 1/n of a mean, all of a maximum, its weight and its "
        "score's share in attention; NaN in the padding changes none of that",
        fa="هر قاب واقعی به اندازهٔ سهمش در نتیجه گرادیان می‌گیرد: در میانگین 1/n، در بیشینه همه، در توجه وزنش و سهم "
        "امتیازش؛ NaN در پُرکننده چیزی از این را عوض نمی‌کند",
    )
    mask = draw_mask(draw, draw.rng.randint(8, 20))
    mask[draw.rng.randrange(1, len(mask))] = False
    for name in POOLS:
        hidden, query = draw.normal(len(mask), mask.shape[1], 8), draw.normal(8)
        weights = draw.normal(len(mask), 8)
        wide = [hidden.double().requires_grad_(), query.double().requires_grad_()]
        (pool(name, wide[0], mask, wide[1]) * weights).sum().backward()
        for padding in ("noise", "NaN"):
            if padding == "NaN":
                hidden = hidden.masked_fill(~mask[:, :, None], math.nan)
            kept = [student.kit.hold(hidden), student.kit.hold(query)]
            leaves = kept[: 2 if name == "attention_pool" else 1]
            for leaf in leaves:
                student.kit.track_gradient(leaf)
            output = getattr(student.keep, name)(*arguments(name, kept[0], mask, kept[1]))
            for leaf, grad, of in zip(
                wide, student.kit.gradients(output, leaves, weights), ("hidden", "query"), strict=False
            ):
                what = f"the gradient of {name} in {of} ({padding} in the padding)"
                got = expect(grad, what).is_tensor(lost)
                if of == "hidden":
                    got.has_shape(*hidden.shape)
                    padded = grad.masked_fill(mask[:, :, None], 0.0)
                    expect(padded, f"{what}, at padded frames").is_close(
                        torch.zeros_like(padded), atol=0.0, because=leaks
                    )
                got.is_close(leaf.grad, atol=CLOSE, because=wrong)
