"""Checks of question 4: tones of known pitch and level through many formats, broken files named, samples accounted for."""

import math
from typing import Any

import numpy as np
import torch

from autograder.authoring import Text, depends, expect, hint, points, raises, title

SECONDS = 0.25


class AudioError(ValueError):
    """Stands for the submission's: `raises` compares names."""


def _tone(frequency: float, rate: int, level: float = 0.5, seconds: float = SECONDS) -> np.ndarray:
    times = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * frequency * times)).astype(np.float32)


def _expect_samples(value: Any, what: str) -> np.ndarray:
    """Expects a finite one-dimensional float32 array."""
    expect(isinstance(value, np.ndarray), f"“{what} is a NumPy array”").is_true()
    expect((str(value.dtype), value.ndim), f"dtype and number of dimensions of {what}").equals(("float32", 1))
    expect(torch.from_numpy(value.copy()), what).is_finite()
    return value


def _expect_equal(
    value: Any, wanted: np.ndarray, what: str, atol: float, because: Text | None = None
) -> None:
    samples = _expect_samples(value, what)
    expect(len(samples), f"the number of samples of {what}").equals(len(wanted), because=because)
    expect(torch.from_numpy(samples.copy()), what).is_close(
        torch.from_numpy(wanted.copy()), atol=atol, because=because
    )


def _middle(samples: np.ndarray) -> np.ndarray:
    """The middle half, where a resampler sees no edge."""
    return samples[len(samples) // 4 : -(len(samples) // 4)].astype(np.float64)


def _level(samples: np.ndarray) -> float:
    """Amplitude of the sine with the same power."""
    return math.sqrt(2 * float(np.mean(_middle(samples) ** 2)))


def _pitch(samples: np.ndarray, rate: int) -> float:
    """Where the spectrum of the middle has its peak, in Hz, on a grid of rate / 65536."""
    middle = _middle(samples)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 65_536))
    return float(spectrum.argmax()) * rate / 65_536


@points(2)
@title(
    en="Any sample format and any channels, as one channel at full scale 1",
    fa="هر قالب نمونه و هر تعداد کانال، در یک کانال با دامنهٔ کامل 1",
)
@hint(
    en="soundfile.read(path, dtype='float32', always_2d=True) scales by the format; then the mean over axis 1.",
    fa="soundfile.read(path, dtype='float32', always_2d=True) بر پایهٔ قالب مقیاس می‌کند؛ سپس میانگین روی محور 1.",
)
def test_formats_and_channels(student, draw):
    """Tones in five sample formats within one step of the format, and channels that add, cancel or are silent; 1e-4."""
    folder, rate = student.kit.scratch_dir(), 16_000
    tone = _tone(draw.rng.uniform(200, 3_000), rate, draw.rng.uniform(0.2, 0.6))
    formats = {
        "a.wav": ("PCM_16", 2**-15), "b.wav": ("PCM_U8", 2**-7), "c.wav": ("PCM_24", 2**-15), "d.wav": ("FLOAT", 1e-7),
        "e.flac": ("PCM_16", 2**-15), "f.flac": ("PCM_24", 2**-15),
    }  # fmt: skip
    sounds = {name: {"samples": tone, "rate": rate, "subtype": kind} for name, (kind, _) in formats.items()}
    scale = Text(
        en="full scale is −1 … 1 whatever the sample format, and the level is left as it is",
        fa="دامنهٔ کامل در هر قالبی −1 … 1 است و بلندی صدا دست نمی‌خورد",
    )
    for path, (kind, step) in zip(student.kit.write_sounds(folder, sounds), formats.values(), strict=True):
        # Two steps: one of rounding when written, one because full scale is not symmetric.
        _expect_equal(student.load_audio(path), tone, f"load_audio of a tone in {kind}", 2 * step, scale)
    other = _tone(draw.rng.uniform(200, 3_000), rate, 0.3)
    channels = {
        "two voices": (np.stack([tone, other], 1), (tone + other) / 2),
        "one channel silent": (np.stack([np.zeros_like(tone), tone], 1), tone / 2),
        "channels that cancel each other": (np.stack([tone, -tone], 1), np.zeros_like(tone)),
        "three channels": (np.stack([tone, other, tone], 1), (2 * tone + other) / 3),
    }
    sounds = {
        f"{number}.{extension}": {"samples": frames, "rate": rate}
        for number, (frames, _) in enumerate(channels.values())
        for extension in ("wav",)
    }
    for path, (name, (_, mean)) in zip(
        student.kit.write_sounds(folder, sounds), channels.items(), strict=True
    ):
        _expect_equal(
            student.load_audio(path),
            mean,
            f"load_audio of {name}",
            1e-4,
            Text(
                en="channels are averaged: not the first one, not the sum, not the loudest",
                fa="کانال‌ها میانگین گرفته می‌شوند: نه اولی، نه مجموع، نه بلندترین",
            ),
        )


@points(3)
@title(
    en="Another rate keeps pitch, level and duration, and adds no false tone",
    fa="نرخ دیگر، زیر و بمی، بلندی و مدت را نگه می‌دارد و صدای دروغین نمی‌سازد",
)
@hint(
    en="librosa.resample(samples, orig_sr=rate, target_sr=sampling_rate), with the rate that the file states.",
    fa="librosa.resample(samples, orig_sr=rate, target_sr=sampling_rate)، با نرخی که پرونده می‌گوید.",
)
def test_resampling_keeps_what_is_heard(student, draw):
    """Pitch within 2 Hz, level within 2 %, duration within two samples; tones above the new Nyquist below 2 %.

    The middle half of a tone (at least 37 periods) leaves its amplitude uncertain by 0.2 %; resamplers of scipy and
    soxr stay within 0.5 % at these pitches.
    """
    folder, sounds, tones = student.kit.scratch_dir(), {}, []
    for rate, wanted in (
        (8_000, 16_000),
        (22_050, 16_000),
        (44_100, 16_000),
        (16_000, 8_000),
        (48_000, 16_000),
    ):
        frequency, level = draw.rng.uniform(300, 2_800), draw.rng.uniform(0.2, 0.7)
        frames = round(draw.rng.uniform(0.25, 0.4) * rate)
        tone = _tone(frequency, rate, level, frames / rate)
        frames = len(tone)
        if rate == 44_100:
            tone = np.stack([tone, tone], 1)
        sounds[f"{rate}.{draw.rng.choice(['wav', 'flac'])}"] = {"samples": tone, "rate": rate}
        tones.append((rate, wanted, frequency, level, frames))
    for path, (rate, wanted, frequency, level, frames) in zip(
        student.kit.write_sounds(folder, sounds), tones, strict=True
    ):
        what = f"load_audio of a tone at {rate} Hz, asked for at {wanted} Hz"
        arguments = () if wanted == 16_000 else (wanted,)
        samples = _expect_samples(student.load_audio(path, *arguments), what)
        off = abs(len(samples) - frames / rate * wanted)
        expect(off <= 2, f"“{len(samples)} samples last as long as before”").is_true(
            because=Text(
                en="the number of samples is the duration times the new rate",
                fa="شمار نمونه‌ها مدت ضرب در نرخ تازه است",
            )
        )
        expect(_pitch(samples, wanted), f"the pitch in Hz of {what}").is_close(
            frequency,
            atol=2,
            because=Text(
                en="a tone keeps its pitch only if the samples are converted from the rate of the file",
                fa="زیر و بمی فقط وقتی می‌ماند که نمونه‌ها از نرخ خود پرونده تبدیل شوند",
            ),
        )
        expect(_level(samples), f"the level of {what}").is_close(
            level,
            atol=0.0,
            rtol=0.02,
            because=Text(en="resampling keeps the level", fa="نمونه‌برداری دوباره بلندی را نگه می‌دارد"),
        )
    sounds = {
        f"high{rate}.wav": {"samples": _tone(draw.rng.uniform(low, high), rate), "rate": rate}
        for rate, low, high in ((44_100, 9_500, 15_000), (22_050, 9_500, 10_500))
    }
    for path in student.kit.write_sounds(folder, sounds):
        samples = _expect_samples(student.load_audio(path), "load_audio of a tone above 8 kHz")
        expect(_level(samples), "the level of a tone above 8 kHz, loaded at 16 kHz").at_most(
            0.01,
            because=Text(
                en="what is above half of the new rate is filtered out first, else it folds back as a false tone",
                fa="آنچه بالاتر از نصف نرخ تازه است باید پیشتر پالوده شود، وگرنه تا می‌خورد و صدایی دروغین می‌شود",
            ),
        )


@points(1)
@depends("test_formats_and_channels", "test_resampling_keeps_what_is_heard")
@title(en="Silence and 20 ms are recordings like any other", fa="سکوت و 20 میلی‌ثانیه هم ضبط‌اند")
@hint(
    en="Trim nothing, pad nothing, divide by no maximum: that comes later, where it is asked for.",
    fa="چیزی را نبُرید، پر نکنید و بر بیشینه بخش نکنید: این‌ها بعدتر و جایی می‌آید که خواسته شده است.",
)
def test_silence_and_short_files(student, draw):
    """Zeros stay zeros at several rates; files of 20 ms and of a few samples keep their length within two samples."""
    folder = student.kit.scratch_dir()
    cases = [
        (rate, frames, silent)
        for rate in (8_000, 16_000, 44_100)
        for frames, silent in ((rate // 5, True), (rate // 50, False), (rate // 50, True))
    ] + [(16_000, draw.rng.randint(1, 9), False)]
    sounds = {}
    for number, (rate, frames, silent) in enumerate(cases):
        tone = _tone(440, rate, 0.0 if silent else 0.5, frames / rate)
        sounds[f"{number}.wav"] = {"samples": tone, "rate": rate}
    for path, (rate, frames, silent) in zip(student.kit.write_sounds(folder, sounds), cases, strict=True):
        what = f"load_audio of {frames} {'silent ' if silent else ''}samples at {rate} Hz"
        samples = _expect_samples(student.load_audio(path), what)
        off = abs(len(samples) - frames / rate * 16_000)
        expect(off <= 2, f"“{len(samples)} samples last as long as before”").is_true(
            because=Text(en="nothing is trimmed and nothing padded", fa="نه چیزی بریده می‌شود و نه پر")
        )
        if silent:
            expect(float(np.abs(samples).max()), f"the loudest sample of {what}").at_most(1e-6)


@points(2)
@title(en="A file that cannot be used is named", fa="پرونده‌ای که به کار نمی‌آید نام برده می‌شود")
@hint(
    en="except (soundfile.LibsndfileError, OSError) as error: raise AudioError(f'… {path} …') from error; then count samples.",
    fa="except (soundfile.LibsndfileError, OSError) as error: raise AudioError(f'… {path} …') from error؛ سپس شمار نمونه‌ها.",
)
def test_broken_files_are_named(student, draw):
    """AudioError with the file's name for eight kinds of broken files, written under random names."""
    folder = student.kit.scratch_dir()

    def name(extension: str) -> str:
        return f"{draw.rng.choice('FM')}{draw.rng.randint(10, 99)}N{draw.rng.randint(100, 999)}.{extension}"

    noise = (0.1 * draw.normal(4_000)).numpy()
    wrong = noise[:400].copy()
    wrong[draw.rng.randrange(400)] = np.nan
    endless = noise[:400].copy()
    endless[draw.rng.randrange(400)] = np.inf
    whole = {"samples": noise, "rate": 16_000}
    cut, beheaded = student.kit.write_sounds(
        folder, {f"cut/{name('flac')}": whole, f"head/{name('flac')}": whole}
    )
    student.kit.cut_off(cut, draw.rng.randint(1_500, 3_000))
    student.kit.cut_off(beheaded, draw.rng.randint(5, 30))
    hollow, undefined, infinite = student.kit.write_sounds(
        folder,
        {
            f"none/{name('wav')}": {"samples": noise[:0], "rate": 16_000},
            f"nan/{name('wav')}": {"samples": wrong, "rate": 8_000, "subtype": "FLOAT"},
            f"inf/{name('wav')}": {"samples": endless, "rate": 16_000, "subtype": "FLOAT"},
        },
    )
    empty, text = student.kit.write_bytes(
        folder, {f"empty/{name('wav')}": b"", f"text/{name('flac')}": "این صدا نیست".encode()}
    )
    cases = {
        "an empty file": empty,
        "a text file": text,
        "a FLAC that was cut off": cut,
        "a FLAC that ends within its header": beheaded,
        "a WAV without samples": hollow,
        "a WAV with NaN in it": undefined,
        "a WAV with infinity in it": infinite,
        "a file that is not there": f"{folder}/{name('wav')}",
    }
    for what, path in cases.items():
        because = Text(
            en=f"{what}: the message has to name it, else nobody finds it among thousands",
            fa=f"این پرونده خراب است ({what}) و پیام باید نامش را بگوید، وگرنه میان هزاران پرونده پیدا نمی‌شود",
        )
        with raises(AudioError, mentions=path.rsplit("/")[-1], because=because, of="load_audio(…)"):
            student.load_audio(path)


@points(1.5)
@title(
    en="Mean 0 and variance 1, for whispers and with an offset",
    fa="میانگین 0 و واریانس 1، برای نجوا و با جابه‌جایی ثابت",
)
@hint(
    en="samples.astype(np.float64) before mean and std, no ε, zeros where the standard deviation is below 1e-8.",
    fa="samples.astype(np.float64) پیش از میانگین و انحراف معیار، بدون ε، و صفر هر جا انحراف معیار زیر 1e-8 است.",
)
def test_normalised_in_double_precision(student, draw):
    """Against float64: speech level, whisper, offset 0.9 on 5e-4 (three draws), constants; within 1e-5.

    The rounding of a mean near 0.9 to float32 moves the result by up to 6e-5; float32 output alone by 3e-7.
    """
    cases = [("a recording", 0.2, 0.0, 9_000), ("a whisper", 1e-5, 0.0, 9_000)]
    cases += [
        ("a faint recording with an offset", 5e-4, draw.rng.uniform(0.8, 1.0), 80_000) for _ in range(3)
    ]
    for name, level, offset, count in cases:
        samples = (offset + level * draw.normal(count, dtype=torch.float64)).float().numpy()
        exact = samples.astype(np.float64)
        wanted = (exact - exact.mean()) / exact.std()
        held = student.kit.hold(samples)
        _expect_equal(
            student.normalise(held),
            wanted,
            f"normalise of {name}",
            1e-5,
            Text(
                en="moments in float64 and nothing added to the divisor",
                fa="گشتاورها با float64 و بی افزودن چیزی به بخش‌یاب",
            ),
        )
        expect(torch.from_numpy(student.kit.value(held).copy()), f"{name} after normalise").is_bit_equal(
            torch.from_numpy(samples), because=Text(en="the input is left as it is", fa="ورودی دست نمی‌خورد")
        )
    for constant, count in ((0.0, 5_000), (draw.rng.uniform(0.1, 0.9), 5_000), (0.3, 1)):
        _expect_equal(
            student.normalise(np.full(count, constant, np.float32)),
            np.zeros(count, np.float32),
            f"normalise of {count} samples that are all {constant:.3g}",
            0.0,
            Text(
                en="a constant has nothing to scale: zeros, not NaN",
                fa="مقدار ثابت چیزی برای مقیاس ندارد: صفر، نه NaN",
            ),
        )


@points(1.5)
@title(en="Segments lose no sample and double none", fa="قطعه‌ها نه نمونه‌ای گم می‌کنند و نه تکرار")
@hint(
    en="Slices of round(seconds · rate); drop the last one only if it is too short and not the only one.",
    fa="برش‌هایی به طول round(seconds · rate)؛ آخری را فقط اگر کوتاه است و تنها نیست کنار بگذارید.",
)
def test_segments_account_for_every_sample(student, draw):
    """Numbered samples at lengths around one and two segments and at random; sizes that must be rounded; exact."""
    for seconds, rate, least in (
        (0.29, 100, 0.1),
        (0.5, 1_000, draw.rng.randint(2, 9) / 20),
        (5.0, 16_000, 1.0),
    ):
        size, smallest = round(seconds * rate), round(least * rate)
        lengths = [1, smallest - 1, size, 2 * size, 2 * size + smallest, 2 * size + smallest - 1]
        if rate < 16_000:
            lengths += [
                smallest,
                size - 1,
                size + 1,
                2 * size + 1,
                *(draw.rng.randint(1, 5 * size) for _ in range(3)),
            ]
        for length in lengths:
            samples = np.arange(length, dtype=np.float32)
            wanted = [samples[start : start + size] for start in range(0, length, size)]
            if len(wanted) > 1 and len(wanted[-1]) < smallest:
                wanted.pop()
            arguments = () if rate == 16_000 else (seconds, rate, least)
            what = f"cut({length} samples, {seconds}, {rate}, {least})"
            segments = student.cut(samples, *arguments)
            expect(segments, what).is_list()
            because = Text(
                en="full segments one after the other, the rest if it is long enough, a short recording as it is",
                fa="قطعه‌های کامل پشت سر هم، باقی‌مانده اگر بس باشد، و ضبط کوتاه همان‌طور که هست",
            )
            for place, segment in enumerate(segments):
                _expect_samples(segment, f"segment {place} of {what}")
            expect([len(segment) for segment in segments], f"the lengths of {what}").equals(
                [len(segment) for segment in wanted], because=because
            )
            for place, (segment, right) in enumerate(zip(segments, wanted, strict=True)):
                _expect_equal(segment, right, f"segment {place} of {what}", 0.0, because)


@points(1)
@title(
    en="Padding is zeros on the right, told by a mask",
    fa="پرکردن یعنی صفر در سمت راست، با ماسکی که آن را می‌گوید",
)
@hint(
    en="Fill both row by row up to len(segment); a sample may be 0.0, so that the mask comes from the length.",
    fa="هر دو را سطر به سطر تا len(segment) پر کنید؛ نمونه هم می‌تواند 0.0 باشد، پس ماسک از طول می‌آید.",
)
def test_padding_is_masked(student, draw):
    """Random lengths, with zeros among the samples and a segment that fills the row; too long a segment raises; exact."""
    length = draw.rng.randint(20, 60)
    lengths = [length, 1, *(draw.rng.randint(2, length - 1) for _ in range(4))]
    draw.rng.shuffle(lengths)
    segments = [draw.normal(count).numpy() for count in lengths]
    for segment in segments:
        segment[draw.rng.randrange(len(segment))] = 0.0
        segment[-1] = 0.0
    expected, mask = torch.zeros(len(lengths), length), torch.zeros(len(lengths), length, dtype=torch.int64)
    for row, segment in enumerate(segments):
        expected[row, : len(segment)] = torch.from_numpy(segment)
        mask[row, : len(segment)] = 1
    result = student.pad(segments, length)
    expect(result, "pad(segments, length)").is_list(length=2)
    expect(result[0], "the padded segments").is_tensor().is_bit_equal(expected)
    expect(result[1], "the mask").is_tensor().is_bit_equal(
        mask,
        because=Text(
            en="1 for each sample of the segment, be it 0.0, and 0 in the padding",
            fa="1 برای هر نمونهٔ قطعه، حتی 0.0، و 0 در پرشده‌ها",
        ),
    )
    because = Text(en="samples are never cut off silently", fa="هیچ نمونه‌ای بی‌صدا بریده نمی‌شود")
    with raises(ValueError, because=because, of="pad(…)"):
        student.pad(segments, length - 1)
