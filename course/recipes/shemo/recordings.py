"""Draws who says what in the sample: speakers, sentences, emotions, and the names of the files."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from course.recipes.shemo.speaking import (
    COUNTS,
    GENDERS,
    LETTERS,
    VARIANTS,
    draw_prosody,
    draw_speaker,
    sentences,
)
from course.recipes.shemo.voice import Utterance

SPEAKERS = {"F": 10, "M": 13}
LETTER_OF = {emotion: letter for letter, emotion in LETTERS.items()}


@dataclass
class Recording:
    """One file of the sample: the utterance, its name, and the quirks planted in it."""

    utterance: Utterance
    emotion: str
    letter: str
    name: str = ""
    quirks: set[str] = field(default_factory=set)

    @property
    def path(self) -> str:
        """The file's place below `datasets/shemo`."""
        return f"{self.utterance.speaker.gender}/{self.name}.flac"


def draw_text(rng: Random) -> str:
    """A sentence, mostly a short one, sometimes two to four."""
    pool = sentences()
    count = rng.choices((1, 2, 3, 4), (93, 3, 2, 2))[0]
    return " ".join(min(rng.choice(pool), rng.choice(pool), key=len) for _ in range(count))


def draw_recordings(rng: Random) -> list[Recording]:
    """The recordings of the sample without names; a few speakers say much, most say little."""
    speakers = [
        draw_speaker(
            rng, f"{letter}{number:02d}", VARIANTS[GENDERS[letter]][number % len(VARIANTS[GENDERS[letter]])]
        )
        for letter, count in SPEAKERS.items()
        for number in range(1, count + 1)
    ]
    talk = [rng.lognormvariate(0.0, 0.45) for _ in speakers]
    emotions = [emotion for emotion, count in COUNTS.items() for _ in range(count)]
    rng.shuffle(emotions)
    recordings = []
    for index, emotion in enumerate(emotions):
        # Everyone says something at least.
        speaker = speakers[index] if index < len(speakers) else rng.choices(speakers, talk)[0]
        utterance = Utterance(draw_text(rng), speaker, draw_prosody(rng, emotion), rng.getrandbits(48))
        recordings.append(Recording(utterance, emotion, LETTER_OF[emotion]))
    return recordings
