"""Checks of question 9: MFCCs in step with HuBERT's frames, k-means units, masked spans, and the loss on masked frames."""

import math

import torch

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from autograder.checks.a11_speech.oracles_units import (
    differences,
    masked_probability,
    mfcc,
    runs,
    tones,
    unit_loss,
)

# As many nats may a share be from its probability: by Chernoff's bound chance alone goes further once in e^25 / 2 times.
FAR = 25.0


def _recordings(draw) -> list[tuple[torch.Tensor, int, int, int]]:
    """Samples, rate, window and hop: as HuBERT has them, a single frame, and other rates; no length a whole number of hops."""
    length = 320 * draw.rng.randint(9, 14) + draw.rng.randint(100, 319)
    return [
        (tones(draw, length, 16_000), 16_000, 400, 320),
        (tones(draw, draw.rng.randint(400, 719), 16_000), 16_000, 400, 320),
        (tones(draw, 160 * 9 + draw.rng.randint(50, 190), 8_000), 8_000, 200, 160),
        (tones(draw, 2_000, 16_000), 16_000, 400, draw.rng.randint(110, 190)),
    ]


def _features(student, samples: torch.Tensor, rate: int, window: int, hop: int) -> torch.Tensor:
    result = student.mfcc_features(samples, rate, window, hop)
    frames = 1 + (len(samples) - window) // hop
    expect(
        result, f"mfcc_features of {len(samples)} samples, window {window}, hop {hop}"
    ).is_tensor().has_shape(
        frames,
        39,
        because=Text(
            en="a frame is a whole window of samples that were passed in, nothing is padded",
            fa="هر قاب یک پنجرهٔ کامل از همان نمونه‌هاست و هیچ سویی پر نمی‌شود",
        ),
    ).has_dtype(torch.float32).is_finite()
    return result


@points(1)
@title(en="Thirteen MFCCs for each of HuBERT's frames", fa="سیزده MFCC برای هر قابِ HuBERT")
@hint(
    en="librosa.feature.mfcc(…, n_mels=40, n_fft=window, hop_length=hop, center=False), turned around.",
    fa="librosa.feature.mfcc(…, n_mels=40, n_fft=window, hop_length=hop, center=False) و سپس ترانهاده.",
)
def test_mfccs_are_in_step_with_hubert(student, draw):
    """Columns 0 to 12 from the definition in float64; librosa's float32 strays by ~2e-5 of values up to 200."""
    for samples, rate, window, hop in _recordings(draw):
        result = _features(student, samples, rate, window, hop)
        expect(result[:, :13], f"columns 0 to 12 at a rate of {rate}").is_close(
            mfcc(samples, rate, window, hop),
            atol=5e-3,
            because=Text(
                en="row f is about the samples f · hop to f · hop + window − 1, with 40 mel bands",
                fa="سطر f دربارهٔ نمونه‌های f · hop تا f · hop + window − 1 است، با 40 باند مل",
            ),
        )
    short = student.mfcc_features(draw.normal(draw.rng.randint(1, 399)))
    expect(short, "mfcc_features of less than a window").is_tensor().has_shape(0, 39)


@points(1)
@depends("test_mfccs_are_in_step_with_hubert")
@title(en="First differences, and the differences of these", fa="تفاضل‌های اول و تفاضلِ همان‌ها")
@hint(
    en="One helper for the slope through five rows, called twice; the rows at both ends are repeated.",
    fa="یک تابع کمکی برای شیبِ پنج سطر که دو بار صدا زده شود؛ سطرهای دو سر تکرار می‌شوند.",
)
def test_differences_are_slopes(student, draw):
    """Columns 13 to 38 from the student's own columns 0 to 12 in float64, a recording of one frame too; within 1e-3."""
    because = Text(
        en="d[f] is the slope through five rows with the end rows repeated, and the second differences are those of the first",
        fa="d[f] شیبِ پنج سطر با تکرار سطرهای دو سر است و تفاضل دوم، تفاضلِ تفاضل اول است",
    )
    for samples, rate, window, hop in _recordings(draw):
        result = _features(student, samples, rate, window, hop)
        first = differences(result[:, :13].double())
        expect(result[:, 13:26], "columns 13 to 25").is_close(first, atol=1e-3, because=because)
        expect(result[:, 26:], "columns 26 to 38").is_close(differences(first), atol=1e-3, because=because)


def _expect_means(centroids, features: torch.Tensor, units: int, what: str) -> torch.Tensor:
    """Expects every centroid to be the mean of the rows that are nearest to it, and returns whose each row is."""
    expect(centroids, what).is_tensor().has_shape(units, features.shape[1]).has_dtype(
        torch.float32
    ).is_finite()
    owner = torch.cdist(features.double(), centroids.double()).argmin(1)
    sizes = torch.bincount(owner, minlength=units)
    expect(int(sizes.min()), f"the rows of the smallest unit of {what}").at_least(1)
    means = torch.zeros(units, features.shape[1], dtype=torch.float64)
    means.index_add_(0, owner, features.double())
    expect(centroids, what).is_close(
        means / sizes[:, None],
        atol=0.03,
        because=Text(
            en="a centroid is the mean of its rows: Lloyd's steps go on until nothing moves",
            fa="هر مرکز میانگین سطرهای خودش است: گام‌های Lloyd تا وقتی چیزی جابه‌جا می‌شود ادامه دارد",
        ),
    )
    return owner


@points(1)
@title(en="K-means finds the units, whatever it starts from", fa="k-means از هر آغازی واحدها را پیدا می‌کند")
@hint(
    en='KMeans(units, init="k-means++", n_init=10, random_state=seed), cluster_centers_ as float32.',
    fa='KMeans(units, init="k-means++", n_init=10, random_state=seed) و cluster_centers_ به float32.',
)
def test_units_are_means_of_their_rows(student, draw):
    """Six far clusters of unequal size, eight times (one random start finds them every second time), and noise without any:
    each centroid is the mean of its rows within 0.03.

    The spread within a cluster is 1 and scikit-learn's own tolerance leaves a centroid within 0.01 of that.
    """
    sizes = [40, 30, 20, 15, 10, 10]
    for _ in range(8):
        order = torch.randperm(sum(sizes), generator=draw.generator)
        cluster = torch.repeat_interleave(torch.arange(6), torch.tensor(sizes))[order]
        # Corners of a cube of edge 40, each on its own axis: no two are nearer than 56.
        features = 40 * torch.eye(6)[cluster] + draw.normal(len(cluster), 6)
        owner = _expect_means(
            student.fit_units(features, 6, draw.seed()), features, 6, "fit_units of six clusters"
        )
        pairs = len(set(zip(owner.tolist(), cluster.tolist(), strict=True)))
        expect(pairs, "the number of pairs of a unit and a cluster that share a row").equals(
            6,
            because=Text(
                en="one start got stuck with two centroids in a cluster: start by k-means++, and more than once",
                fa="یک آغاز با دو مرکز در یک خوشه گیر کرده است: با k-means++ و بیش از یک بار آغاز کنید",
            ),
        )
    noise, seed = draw.normal(150, 4), draw.seed()
    first = student.fit_units(noise, 7, seed)
    _expect_means(first, noise, 7, "fit_units of noise")
    for _ in range(2):
        expect(student.fit_units(noise, 7, seed), "fit_units for the same seed").is_close(
            first,
            atol=1e-5,
            because=Text(
                en="chance comes from somewhere else than the seed", fa="تصادف از جایی غیر از seed می‌آید"
            ),
        )
    with raises(ValueError, of="fit_units(…)"):
        student.fit_units(noise[:6], 7, seed)


@points(1)
@title(en="Each frame gets the nearest unit", fa="هر قاب نزدیک‌ترین واحد را می‌گیرد")
@hint(
    en="torch.cdist(features, centroids).argmin(dim=1) needs no tensor of n · units · d numbers.",
    fa="torch.cdist(features, centroids).argmin(dim=1) به تنسوری با n · units · d عدد نیاز ندارد.",
)
def test_frames_get_the_nearest_unit(student, draw):
    """Ties in whole numbers, exact; 12,000 frames whose unit is nearest within 1e-3 (float32 strays by ~1e-5).

    A tensor of 12,000 · 300 · 39 numbers and its square do not fit into the gigabyte that a worker has.
    """
    features, centroids = draw.integers(0, 3, (80, 2)), draw.integers(0, 3, (30, 2))
    distances = (features[:, None] - centroids[None]).square().sum(-1)
    nearest = [row.index(min(row)) for row in distances.tolist()]
    expect(
        student.assign_units(features.float(), centroids.float()), "assign_units with ties"
    ).is_tensor().is_bit_equal(
        torch.tensor(nearest),
        because=Text(
            en="nearest by distance, and of equally near ones the lowest number",
            fa="نزدیک‌ترین از نظر فاصله، و از میان فاصله‌های برابر کمترین شماره",
        ),
    )
    features, centroids = draw.normal(12_000, 39), draw.normal(300, 39) * draw.rng.uniform(0.8, 1.2)
    units = student.assign_units(features, centroids)
    expect(units, "assign_units of 12000 frames").is_tensor().has_shape(12_000).has_dtype(torch.long)
    expect(int(units.min()), "the lowest unit").at_least(0)
    expect(int(units.max()), "the highest unit").at_most(299)
    distances = torch.cdist(features.double(), centroids.double())
    excess = distances.gather(1, units[:, None])[:, 0] - distances.min(1).values
    expect(float(excess.max()), "how much farther than the nearest the chosen centroid is at most").at_most(
        1e-3
    )


def _expect_mask(mask, lengths: list[int], what: str) -> list[list[bool]]:
    expect(mask, what).is_tensor().has_shape(len(lengths), max(lengths)).has_dtype(torch.bool)
    return mask.tolist()


@points(1)
@title(
    en="Spans are whole, inside their row, and never none", fa="بازه‌ها کامل‌اند، درون سطر خودشان و دست‌کم یکی"
)
@hint(
    en="A row has length − span + 1 places for a start; draw one of them where none started.",
    fa="هر سطر length − span + 1 جا برای آغاز دارد؛ اگر هیچ‌کدام آغاز نشد یکی را به قرعه بردارید.",
)
def test_spans_are_whole_and_inside(student, draw):
    """Rows shorter than, as long as and longer than a span, for probabilities from 0 to 1; exact."""
    because = Text(
        en="a span has all its frames, none of them in the padding, and a row with room for one has one",
        fa="هر بازه همهٔ قاب‌هایش را دارد، هیچ‌کدام در پدینگ نیست، و سطری که جا دارد دست‌کم یکی دارد",
    )
    for probability in (0.0, draw.rng.uniform(0.03, 0.1), 0.3, 1.0):
        span = draw.rng.randint(3, 6)
        lengths = [span - 1, span, span + 1, *(draw.rng.randint(span + 2, 40) for _ in range(30)), 44]
        draw.rng.shuffle(lengths)
        seed = draw.seed()
        what = f"span_mask with probability {probability:.2f} and span {span}"
        mask = student.span_mask(lengths, probability, span, student.kit.generator(seed))
        for row, length in zip(_expect_mask(mask, lengths, what), lengths, strict=True):
            name = f"a row of length {length} of {what}"
            expect(any(row[length:]), f"“padding is masked” for {name}").equals(False, because=because)
            found = runs(row)
            expect(len(found), f"the number of masked stretches in {name}").at_least(
                1 if length >= span else 0, because=because
            )
            shortest = min((size for _, size in found), default=span)
            expect(shortest, f"the shortest masked stretch of {name}").at_least(span, because=because)
            if length < span:
                expect(len(found), f"the number of masked stretches in {name}").equals(0, because=because)
            elif probability in (0.0, 1.0):
                expect(sum(row), f"the number of masked frames in {name}").equals(
                    length if probability else span, because=because
                )
        again = student.span_mask(lengths, probability, span, student.kit.generator(seed))
        expect(again, f"{what} for the same generator").is_bit_equal(mask)


@points(1)
@depends("test_spans_are_whole_and_inside")
@title(
    en="Each place starts a span with the given probability", fa="هر جا با احتمال داده‌شده یک بازه آغاز می‌کند"
)
@hint(
    en="torch.rand(places, generator=generator) < probability marks starts; the masked share is much larger.",
    fa="torch.rand(places, generator=generator) < probability آغازها را نشان می‌دهد؛ سهم پوشیده بسیار بیشتر است.",
)
def test_spans_start_with_the_probability(student, draw):
    """Shares of 3,000 rows masked at each frame, and with a single span, against their exact probabilities.

    By Chernoff's bound one of the 44 shares is off by chance in less than one of 10^9 runs.
    """
    because = Text(
        en="each place starts a span by itself with `probability`; the share of masked frames follows from that, "
        "and the place that is drawn where none started is any of them",
        fa="هر جا جداگانه با احتمال `probability` بازه‌ای آغاز می‌کند و سهم قاب‌های پوشیده از همین به دست می‌آید؛ "
        "و جایی که در نبودِ آغاز به قرعه برداشته می‌شود هر کدام از آن‌ها می‌تواند باشد",
    )
    count = 3_000
    for length, probability, span in ((30, draw.rng.uniform(0.08, 0.12), 4), (12, 0.02, 5)):
        mask = student.span_mask([length] * count, probability, span, student.kit.generator(draw.seed()))
        what = f"span_mask with probability {probability:.3f} and span {span}"
        _expect_mask(mask, [length] * count, what)
        shares = mask.double().mean(0).tolist()
        for frame, (share, wanted) in enumerate(
            zip(shares, masked_probability(length, probability, span).tolist(), strict=True)
        ):
            _expect_share(
                share, wanted, count, f"the share of rows of {what} masked at frame {frame}", because
            )
        places = length - span + 1
        none = (1 - probability) ** places
        single = none + places * probability * (1 - probability) ** (places - 1)
        share = (mask.sum(1) == span).double().mean().item()
        _expect_share(share, single, count, f"the share of rows of {what} with one span", because)


def _expect_share(share: float, wanted: float, count: int, what: str, because: Text) -> None:
    nats = sum(
        mine * math.log(mine / theirs)
        for mine, theirs in ((share, wanted), (1 - share, 1 - wanted))
        if mine > 0
    )
    expect(count * nats <= FAR, f"“{what} is what it should be” (it is {share:.3f})").is_true(because=because)


def _states(draw, lengths: list[int], units: int):
    """Hidden states, projection, unit embeddings, targets and a mask of about half of the real frames."""
    frames = max(lengths)
    hidden, projection, embeddings = (
        draw.normal(len(lengths), frames, 6),
        draw.normal(5, 6),
        draw.normal(units, 5),
    )
    targets = draw.integers(0, units, (len(lengths), frames))
    mask = torch.zeros(len(lengths), frames, dtype=torch.bool)
    for row, length in zip(mask, lengths, strict=True):
        row[draw.rng.sample(range(length), k=max(1, length // 2))] = True
    return hidden, projection, embeddings, targets, mask


@points(1)
@title(en="Cross-entropy of cosines over a temperature", fa="آنتروپی متقاطعِ کسینوس‌ها بر دما")
@hint(
    en="Normalise the projected states and the embeddings, multiply, divide by the temperature, cross_entropy.",
    fa="حالت‌های تصویرشده و بردارهای واحدها را نرمال کنید، در هم ضرب و بر دما تقسیم کنید، سپس cross_entropy.",
)
def test_loss_compares_angles(student, draw):
    """The loss of three batches in float64, frame by frame; float32 strays by ~1e-6 here."""
    for temperature in (0.1, draw.rng.uniform(0.2, 0.5), 2.0):
        inputs = _states(draw, [draw.rng.randint(3, 9) for _ in range(3)], draw.rng.randint(4, 9))
        hidden, projection, embeddings, targets, mask = inputs
        # Lengths that differ a hundredfold: only the angles count.
        hidden = hidden * torch.logspace(-1, 1, hidden.shape[1])[:, None]
        embeddings = embeddings * torch.logspace(-1, 1, len(embeddings))[:, None]
        expected = unit_loss(
            hidden.double(), projection.double(), embeddings.double(), targets, mask, temperature
        )
        arguments = (hidden, projection, embeddings, targets, mask)
        result = (
            student.masked_prediction_loss(*arguments)
            if temperature == 0.1
            else student.masked_prediction_loss(*arguments, temperature)
        )
        expect(result, "masked_prediction_loss(…)").is_tensor().has_shape().is_close(
            expected,
            atol=1e-3,
            because=Text(
                en="cosine over temperature, cross-entropy with the frame's own unit, the mean over masked frames",
                fa="کسینوس بر دما، آنتروپی متقاطع با واحدِ همان قاب، و میانگین روی قاب‌های پوشیده",
            ),
        )


@points(1)
@depends("test_loss_compares_angles")
@title(en="Frames that were not masked have no part in it", fa="قاب‌های پوشیده‌نشده هیچ سهمی ندارند")
@hint(
    en="Pick hidden[mask] and targets[mask] first; 0 times NaN is NaN. Divide a sum by max(1, masked frames).",
    fa="اول hidden[mask] و targets[mask] را بردارید؛ 0 ضرب در NaN همان NaN است. جمع را بر max(1, شمار پوشیده‌ها) تقسیم کنید.",
)
def test_other_frames_have_no_part(student, draw):
    """Targets out of range and NaN where nothing is masked: loss and gradients as without; no masked frame: 0, exact."""
    because = Text(
        en="only masked frames count; the others may hold anything, and nothing masked is a loss of 0, not NaN",
        fa="فقط قاب‌های پوشیده به حساب می‌آیند؛ بقیه هر چه باشند، و اگر هیچ قابی پوشیده نباشد زیان 0 است نه NaN",
    )
    hidden, projection, embeddings, targets, mask = _states(draw, [8, 5, 7], 6)
    leaves = [tensor.double().requires_grad_() for tensor in (hidden, projection, embeddings)]
    expected = unit_loss(*leaves, targets=targets, mask=mask, temperature=0.1)
    wanted = torch.autograd.grad(expected, leaves)
    dirty = hidden.masked_fill(~mask[..., None], math.nan)
    for name, given, marks, loss, slopes in (
        ("with NaN in the other frames", dirty, mask, expected.detach(), wanted),
        ("without a masked frame", hidden, torch.zeros_like(mask), torch.zeros(()), None),
    ):
        held = [student.kit.hold(tensor) for tensor in (given, projection, embeddings)]
        for tensor in held:
            student.kit.track_gradient(tensor)
        kept = student.keep.masked_prediction_loss(*held, targets.masked_fill(~marks, -100), marks)
        expect(student.kit.value(kept), f"the loss {name}").is_tensor().has_shape().is_close(
            loss, atol=1e-3, because=because
        )
        found = student.kit.gradients(kept, held, torch.ones(()))
        for gradient, slope, tensor, leaf in zip(
            found, slopes or (None,) * 3, (hidden, projection, embeddings), ("hidden", "projection", "embeddings"),
            strict=True,
        ):  # fmt: skip
            expect(gradient, f"the gradient of the loss {name} in {leaf}").is_tensor(because).is_close(
                torch.zeros_like(tensor) if slope is None else slope, atol=2e-3, because=because
            )
