"""Checks of question 6: intervals over seeds, the paired bootstrap over examples, the verdict, and where the parameters are."""

import math
import statistics

import torch
from scipy import stats
from torch import Tensor

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.authoring.randomness import NOT_THE_GENERATOR

DRAWS = 4000


@points(3)
@title(en="Mean, deviation and Student's t interval", fa="میانگین، انحراف معیار و بازهٔ t استیودنت")
@hint(
    en="Divide by n − 1; t of n − 1 degrees of freedom at (1 + confidence) / 2; the margin is t · std / √n.",
    fa="بر n − 1 تقسیم کنید؛ t با n − 1 درجهٔ آزادی در (1 + confidence) / 2؛ حاشیه t · std / √n است.",
)
def test_the_interval_is_students(student, draw):
    """Against scipy for 5 and for 2 scores, three levels, and equal scores; within 1e-9. One score raises ValueError."""
    for count, confidence in ((5, 0.95), (2, 0.9), (8, 0.5)):
        scores = [draw.rng.uniform(0.4, 0.6) for _ in range(count)]
        mean, std = statistics.fmean(scores), statistics.stdev(scores)
        low, high = stats.t.interval(confidence, count - 1, loc=mean, scale=std / math.sqrt(count))
        result = student.interval(scores) if confidence == 0.95 else student.interval(scores, confidence)
        expect(result, "interval(scores)").is_dict(keys=["mean", "std", "low", "high"])
        because = Text(
            en="std divides by n − 1; few runs need Student's t rather than 1.96, and the interval of the mean needs √n",
            fa="std بر n − 1 تقسیم می‌کند؛ اجراهای کم t استیودنت می‌خواهند نه 1.96، و بازهٔ میانگین √n می‌خواهد",
        )
        for key, wanted in (("mean", mean), ("std", std), ("low", low), ("high", high)):
            expect(result[key], f"{key!r} of {count} scores at {confidence}").is_close(
                float(wanted), atol=1e-9, because=because
            )
    score = draw.rng.uniform(0.4, 0.6)
    result = student.interval([score] * 4)
    expect(result, "interval of four equal scores").is_dict(keys=["low", "high"])
    for key in ("low", "high"):
        expect(result[key], f"{key!r} of four equal scores").is_close(score, atol=1e-9)
    with raises(
        ValueError,
        because=Text(en="one run says nothing about the spread", fa="یک اجرا چیزی از پراکندگی نمی‌گوید"),
    ):
        student.interval([0.5])


def _answers(draw, seeds: int, examples: int, rate: float, noise: float) -> tuple[Tensor, Tensor]:
    """What two models got right: examples differ in difficulty, which both feel; seeds differ a little (powers of two)."""
    hard = torch.rand(examples, generator=draw.generator) > rate

    def one(count: int, better: float) -> Tensor:
        flipped = torch.rand(count, examples, generator=draw.generator) < noise
        right = ~hard ^ flipped
        return right | (torch.rand(count, examples, generator=draw.generator) < better)

    return one(seeds, 0.06), one(seeds // 2, 0.0)


def _gains(a: Tensor, b: Tensor) -> Tensor:
    return a.double().mean(0) - b.double().mean(0)


def _resampled(draw, gains: Tensor, draws: int) -> Tensor:
    chosen = torch.randint(len(gains), (draws, len(gains)), generator=draw.generator)
    return gains[chosen].mean(1)


def _bootstrap(student, a: Tensor, b: Tensor, generator, *settings) -> dict:
    result = student.paired_bootstrap(a, b, generator, *settings)
    expect(result, "paired_bootstrap(…)").is_dict(keys=["difference", "low", "high", "p"])
    for key in ("difference", "low", "high", "p"):
        expect(result[key], f"{key!r}").is_number()
    return result


@points(3)
@title(en="Both models are asked the same drawn examples", fa="از هر دو مدل همان نمونه‌های قرعه پرسیده می‌شود")
@hint(
    en="Mean over seeds first; draw indices of examples once; subtract example by example.",
    fa="اول میانگین روی بذرها؛ شمارهٔ نمونه‌ها را یک بار قرعه بکشید؛ نمونه به نمونه تفریق کنید.",
)
def test_the_bootstrap_is_paired(student, draw):
    """Difference within 1e-9; ends of the interval and p against 20,000 draws of the grader's own. With 4,000 draws the
    standard error of an end at 95 % is 0.042 standard deviations of the draws, of p at most 0.016: both are allowed eight of
    them (0.35 and 0.12; by chance less than once in 1e10). Draws apart would be 2 to 3 times as wide.
    """
    because = Text(
        en="the examples are drawn, not the seeds or the single answers, and the same ones for both models: what both find hard "
        "cancels out",
        fa="قرعه روی نمونه‌هاست، نه بذرها یا تک‌تک پاسخ‌ها، و برای هر دو مدل یکی: آنچه برای هر دو سخت است حذف می‌شود",
    )
    for confidence in (0.95, 0.8):
        a, b = _answers(draw, 4, 200, 0.6, 0.05)
        gains = _gains(a, b)
        own = _resampled(draw, gains, 20_000)
        level = () if confidence == 0.95 else (confidence,)
        result = _bootstrap(student, a, b, student.kit.generator(draw.seed()), DRAWS, *level)
        expect(result["difference"], "“difference”").is_close(
            gains.mean().item(),
            atol=1e-9,
            because=Text(
                en="it is the accuracy of a minus that of b on the examples themselves",
                fa="دقت a منهای دقت b است روی خودِ نمونه‌ها",
            ),
        )
        spread = own.std().item()
        for key, tail in (("low", (1 - confidence) / 2), ("high", (1 + confidence) / 2)):
            end = torch.quantile(own, tail).item()
            expect(result[key], f"{key!r} at {confidence}").is_close(end, atol=0.35 * spread, because=because)
    # A small advantage, so that p is neither 0 nor 1, on few examples, so that one draw in nine is 0; either model may have it.
    gains = torch.zeros(32, dtype=torch.float64)
    gains[:8] = torch.tensor([1.0] * 5 + [-1.0] * 3, dtype=torch.float64)
    for sign in (1, -1):
        a, b = (sign * gains > 0)[None], (sign * gains < 0)[None]
        own = _resampled(draw, gains * sign, 20_000)
        wanted = 2 * min((own <= 0).double().mean().item(), (own >= 0).double().mean().item())
        result = _bootstrap(student, a, b, student.kit.generator(draw.seed()), DRAWS)
        expect(result["p"], "“p”").is_close(
            wanted,
            atol=0.12,
            because=Text(
                en="p is twice the smaller of the shares of draws on either side of 0 (0 itself belongs to both)",
                fa="p دو برابرِ کوچک‌ترِ سهمِ قرعه‌ها در دو سوی 0 است (خودِ 0 در هر دو هست)",
            ),
        )


@points(1)
@depends("test_the_bootstrap_is_paired")
@title(
    en="The generator decides; unequal sets are refused",
    fa="generator تعیین می‌کند؛ مجموعه‌های نابرابر رد می‌شوند",
)
@hint(
    en="torch.randint(…, generator=generator); compare the numbers of examples first.",
    fa="torch.randint(…, generator=generator)؛ اول شمار نمونه‌ها را مقایسه کنید.",
)
def test_the_generator_decides(student, draw):
    """Same seed, same result; of four seeds not all have the same interval of 300 draws (by chance with less than 1e-4: an
    end takes about ten values here); ValueError for 200 against 199 examples and none.
    """
    a, b = _answers(draw, 4, 200, 0.6, 0.2)
    seed = draw.seed()
    results = [
        _bootstrap(student, a, b, student.kit.generator(each), 300)
        for each in (seed, seed, seed + 1, seed + 2, seed + 3)
    ]
    expect(results[1], "the result for the same seed").equals(
        results[0],
        because=NOT_THE_GENERATOR,
    )
    ends = {(result["low"], result["high"]) for result in results}
    expect(len(ends), "the number of different intervals of four seeds").at_least(2)
    for first, second in ((a, b[:, :-1]), (a[:, :0], b[:, :0])):
        with raises(ValueError, of="paired_bootstrap(…)"):
            student.paired_bootstrap(first, second, student.kit.generator(seed), 10)


@points(2)
@depends("test_the_bootstrap_is_paired")
@title(en="Equal models are rarely called different", fa="مدل‌های برابر به‌ندرت متفاوت خوانده می‌شوند")
@hint(
    en="The interval is that of the draws themselves (their quantiles), not that of their mean; seeds are no examples.",
    fa="بازه از خودِ قرعه‌ها (چندک‌هایشان) است، نه از میانگینشان؛ بذرها نمونه نیستند.",
)
def test_equal_models_are_rarely_called_different(student, draw):
    """Identical models never; 100 pairs of equally good ones whose three seeds agree: the reference calls 5.3 % of them
    different (of 4,000), so that more than 19 of 100 happen by chance with less than 2e-6 (binomial with 0.06).
    """
    a, _ = _answers(draw, 4, 100, 0.6, 0.2)
    result = _bootstrap(student, a, a, student.kit.generator(draw.seed()), 300)
    because = Text(
        en="a model does not differ from itself: difference 0, an interval of 0 to 0, p of 1",
        fa="مدل با خودش فرقی ندارد: تفاوت 0، بازهٔ 0 تا 0 و p برابر 1",
    )
    for key, wanted in (("difference", 0.0), ("low", 0.0), ("high", 0.0), ("p", 1.0)):
        expect(result[key], f"{key!r} of a model and itself").is_close(wanted, atol=1e-9, because=because)
    called = 0
    for _ in range(100):
        one, two = (
            (torch.rand(1, 100, generator=draw.generator) < 0.7).expand(3, 100).clone() for _ in range(2)
        )
        result = student.paired_bootstrap(one, two, student.kit.generator(draw.seed()), 300)
        expect(result, "paired_bootstrap(…)").is_dict(keys=["low", "high"])
        expect(result["low"], "“low”").is_number()
        expect(result["high"], "“high”").is_number()
        called += not result["low"] <= 0 <= result["high"]
    expect(called, "the number of 100 pairs of equally good models whose interval leaves out 0").at_most(
        19,
        because=Text(
            en="a 95 % interval leaves out 0 about five times in a hundred when there is no difference: this one is too narrow",
            fa="وقتی تفاوتی نیست بازهٔ ۹۵ درصدی حدود پنج بار در صد بار 0 را بیرون می‌گذارد: این بازه زیادی باریک است",
        ),
    )


@points(1)
@title(en="The verdict follows the interval", fa="حکم از بازه پیروی می‌کند")
@hint(
    en="Better only when the whole interval is on one side of 0.",
    fa="بهتر فقط وقتی که همهٔ بازه در یک سوی 0 است.",
)
def test_the_verdict_follows_the_interval(student, draw):
    """Intervals above, below, around and up to 0; ValueError for an interval upside down or with NaN; exact."""
    near, far = sorted(draw.rng.uniform(0.001, 0.2) for _ in range(2))
    neither = "not significantly different"
    cases = (
        (near, far, "xlmr is better"),
        (-far, -near, "parsbert is better"),
        (-near, far, neither),
        (-far, near, neither),
        (0.0, far, neither),
        (-far, 0.0, neither),
        (0.0, 0.0, neither),
    )
    for low, high, wanted in cases:
        expect(student.verdict("xlmr", "parsbert", low, high), f"verdict for {low:.3f} to {high:.3f}").equals(
            wanted,
            because=Text(
                en="the difference is a − b, and 0 inside the interval or at its end allows no winner",
                fa="تفاوت a − b است، و 0 در درون یا در سرِ بازه برنده‌ای نمی‌گذارد",
            ),
        )
    for low, high in ((far, near), (math.nan, far), (-far, math.nan)):
        with raises(ValueError, of="verdict(…)"):
            student.verdict("xlmr", "parsbert", low, high)


@points(2)
@title(en="The share of the embeddings", fa="سهم جاسازی‌ها")
@hint(
    en="Modules of type nn.Embedding; collect their weights in a set, so that a shared one counts once.",
    fa="ماژول‌های نوع nn.Embedding؛ وزن‌هایشان را در مجموعه بگذارید تا وزن مشترک یک بار بشمارد.",
)
def test_the_share_of_the_embeddings(student, draw):
    """Tiny BERT, XLM-R and ELECTRA of drawn sizes from their state dicts, a part of one frozen, a classifier on top, and a table
    that is shared with a layer; within 1e-9.
    """
    because = Text(
        en="all nn.Embedding tables (words, positions, token types) over all parameters, each weight once, frozen or not",
        fa="همهٔ جدول‌های nn.Embedding (واژه، جایگاه، نوع توکن) بخش بر همهٔ پارامترها، هر وزن یک بار، ثابت یا نه",
    )
    for kind in ("bert", "xlm-roberta", "electra"):
        encoder = student.kit.tiny_encoder(kind, draw.seed(), vocab_size=draw.rng.randint(50, 300))
        sizes = {name: value.numel() for name, value in student.kit.state_dict(encoder).items()}
        tables = sum(size for name, size in sizes.items() if name.endswith("_embeddings.weight"))
        student.kit.set_requires_grad(encoder, "embeddings", False)
        expect(student.embedding_share(encoder), f"embedding_share of a {kind}").is_close(
            tables / sum(sizes.values()), atol=1e-9, because=because
        )
    shared = student.kit.tied_tables(draw.rng.randint(20, 90), 8)
    sizes = {name: value.numel() for name, value in student.kit.state_dict(shared).items()}
    table = sizes["table.weight"]
    expect(student.embedding_share(shared), "embedding_share of a model with a shared table").is_close(
        table / (table + sizes["inner.weight"] + sizes["inner.bias"]), atol=1e-9, because=because
    )
