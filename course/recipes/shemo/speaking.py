"""Draws speakers, and how each of them says a sentence in an emotion."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from course.recipes.shemo.voice import Prosody, Speaker

EMOTIONS = ("anger", "happiness", "neutral", "sadness", "surprise", "fear")
# As unbalanced as the real corpus, with a few more utterances of fear.
COUNTS = {"neutral": 231, "anger": 207, "sadness": 72, "happiness": 41, "surprise": 40, "fear": 9}
LETTERS = {"A": "anger", "H": "happiness", "N": "neutral", "S": "sadness", "W": "surprise", "F": "fear"}
GENDERS = {"F": "female", "M": "male"}
# Without the variants that have breath or a Klatt synthesiser: their noise differs from run to run.
VARIANTS = {
    "female": ("f1", "f4", "anika", "belinda", "linda", "steph", "Andrea", "Annie", "aunty"),
    "male": ("m2", "m3", "m4", "m5", "m6", "m7", "m8", "pablo", "Michael", "Gene", "miguel", "norbert"),
}
_SENTENCES = Path(__file__).with_name("sentences.txt")
# Marks that say how a word is read; a tanwin stays, since it belongs to the spelling.
_VOWELS = re.compile("[\u064e\u064f\u0650\u0651\u0652]")

# Mean of each parameter in each emotion. The deviations below are of the size of the differences, so that one
# parameter alone tells little.
_MEANS = {
    #             level  span  rate  slope  accent  final  tremor  breath  tilt  gap  dynamics  loudness
    "neutral": (0.0, 0.9, 1.00, -1.5, 0.8, -1.0, 0.03, 0.06, 0.00, 0.3, 1.0, 0.0),
    "anger": (2.0, 1.2, 1.08, -2.0, 2.3, -2.0, 0.08, 0.03, 0.40, 0.2, 1.35, 1.5),
    "sadness": (-0.8, 0.5, 0.86, -2.0, 0.3, -1.0, 0.18, 0.40, -0.40, 1.8, 0.9, -1.5),
    "happiness": (2.5, 1.5, 1.05, 1.5, 2.0, 0.5, 0.03, 0.08, 0.12, 0.3, 1.05, 0.5),
    "surprise": (2.5, 1.4, 0.97, 1.5, 0.8, 4.0, 0.05, 0.15, 0.05, 0.4, 1.0, 0.0),
    "fear": (3.0, 0.7, 1.12, 0.5, 0.7, 1.0, 0.55, 0.30, -0.15, 0.9, 0.95, -0.5),
}
_DEVIATIONS = (1.3, 0.2, 0.08, 1.0, 0.4, 0.9, 0.05, 0.07, 0.13, 0.6, 0.1, 3.0)
_LOUDNESS = -36.0
_TUNES = {
    "neutral": "...،",
    "anger": "..!!",
    "sadness": "...،",
    "happiness": "..!!",
    "surprise": "??!.",
    "fear": "..!?",
}


def sentences() -> list[str]:
    """The sentences written by hand, with the vowel marks that tell espeak-ng how to read them."""
    return _SENTENCES.read_text(encoding="utf-8").split("\n")[:-1]


def transcript(text: str) -> str:
    """A sentence as one writes it, without vowel marks."""
    return _VOWELS.sub("", text)


def draw_speaker(rng: Random, name: str, variant: str | None = None) -> Speaker:
    """A speaker; the first letter of the name, F or M, tells the gender."""
    gender = GENDERS[name[0]]
    variant = variant or rng.choice(VARIANTS[gender])
    return Speaker(
        name=name,
        gender=gender,
        variant=variant,
        level=rng.gauss(-0.5 if gender == "female" else 0.5, 1.2),
        size=rng.uniform(0.93, 1.08),
        rate=rng.uniform(158, 196),
        span=rng.uniform(38, 56),
        tilt=rng.gauss(0.0, 0.1),
        echo=rng.uniform(0.08, 0.3),
        wet=rng.uniform(0.02, 0.15),
        noise=rng.uniform(-82, -72),
    )


def draw_prosody(rng: Random, emotion: str) -> Prosody:
    """How an utterance in this emotion sounds; emotions overlap."""
    return _prosody(rng, _MEANS[emotion], rng.choice(_TUNES[emotion]))


def draw_any_prosody(rng: Random) -> Prosody:
    """Prosody of all kinds, each parameter for itself: speech that has no emotion to be named."""
    means = [rng.uniform(min(values), max(values)) for values in zip(*_MEANS.values(), strict=True)]
    return _prosody(rng, means, rng.choice("...!?،"))


def _prosody(rng: Random, means: tuple[float, ...] | list[float], tune: str) -> Prosody:
    drawn = [rng.gauss(mean, deviation) for mean, deviation in zip(means, _DEVIATIONS, strict=True)]
    level, span, rate, slope, accent, final, tremor, breath, tilt, gap, dynamics, loudness = drawn
    return Prosody(
        level=level,
        span=max(0.1, span),
        rate=min(1.4, max(0.7, rate)),
        slope=slope,
        accent=max(0.0, accent),
        final=final,
        tremor=max(0.0, tremor),
        tremor_rate=rng.uniform(4.5, 7.5),
        breath=min(0.8, max(0.0, breath)),
        tilt=tilt,
        gap=max(0, round(gap)),
        dynamics=max(0.6, dynamics),
        tune=tune,
        loudness=_LOUDNESS + max(-9.0, min(9.0, loudness)),
    )
