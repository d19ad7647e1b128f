"""Emotion in speech: mini-hubert against the same HuBERT with random weights, the convolutions frozen in both.

The convolutions are run once over all clips; what is trained is all that follows them, and a linear layer on the mean of
the frames. Fear is left out on the sample: it has nine utterances.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import torch
from sklearn.metrics import f1_score
from torch import Tensor, nn
from transformers import HubertConfig, HubertModel

from benchmarks.pretraining.task import Curve, Task, finetune
from course.kit.checkpoints import load_checkpoint
from course.kit.seeding import seeded
from course.kit.speech import EMOTIONS, clips_of, padded, read_clips
from course.recipes.shemo import draw_rows
from course.zoo import registry

STEPS, EVERY, BATCH, RATE = 160, 40, 16, 1e-3
FRESH = 360
WEIGHT = 0.75


@cache
def clips(profile: str, part: str) -> tuple[Tensor, Tensor, Tensor]:
    """Waveforms (clip, sample), which samples are heard (clip, sample), and labels (clip,)."""
    fresh = profile == "quick" and part == "test"
    found = clips_of(draw_rows(seed=404, count=FRESH)) if fresh else read_clips(part, profile)
    audio, lengths = padded(found)
    heard = (torch.arange(audio.shape[1]) < torch.tensor(lengths)[:, None]).long()
    return audio, heard, torch.tensor([EMOTIONS.index(clip.emotion) for clip in found])


class Classifier(nn.Module):
    """HuBERT after its convolutions, the mean over heard frames, a norm and a linear layer."""

    def __init__(self, hubert: HubertModel) -> None:
        super().__init__()
        self.hubert = hubert
        size = hubert.config.hidden_size
        self.head = nn.Sequential(nn.BatchNorm1d(size), nn.Linear(size, len(EMOTIONS)))

    def forward(self, features: Tensor, mask: Tensor) -> Tensor:
        hidden = self.hubert.feature_projection(features)
        hidden = self.hubert.encoder(hidden, attention_mask=mask).last_hidden_state
        heard = mask.unsqueeze(-1).to(hidden.dtype)
        return self.head((hidden * heard).sum(1) / heard.sum(1))


def model_of(seed: int, pretrained: bool) -> Classifier:
    """The checkpoint under a new head, or all weights drawn as HuBERT draws them."""
    with seeded(seed):
        if pretrained:
            return Classifier(load_checkpoint("mini-hubert")[0])
        return Classifier(HubertModel(HubertConfig.from_pretrained(registry.find("mini-hubert").folder)))


def run(seed: int, pretrained: bool, profile: str) -> Curve:
    """Macro F1 on balanced fresh utterances (or the real test speakers) after every 80 steps."""
    classifier = model_of(seed, pretrained)
    train, test = encoded(classifier.hubert, profile, "train"), encoded(classifier.hubert, profile, "test")
    generator = torch.Generator().manual_seed(seed)
    counts = torch.bincount(train[2], minlength=len(EMOTIONS)).float()
    weights = (counts.sum() / counts.clamp(min=1)) ** WEIGHT
    weights = weights / weights.mean()

    def batches() -> Iterator[dict[str, Any]]:
        while True:
            for chosen in torch.randperm(len(train[2]), generator=generator).split(BATCH)[:-1]:
                yield {"inputs": (train[0][chosen], train[1][chosen]), "labels": train[2][chosen]}

    def loss(model: nn.Module, batch: dict[str, Any]) -> Tensor:
        return nn.functional.cross_entropy(model(*batch["inputs"]), batch["labels"], weight=weights)

    def evaluate(model: nn.Module) -> float:
        parts = zip(test[0].split(64), test[1].split(64), strict=True)
        guesses = torch.cat([model(*part).argmax(1) for part in parts])
        return float(f1_score(test[2], guesses, average="macro"))

    return finetune(classifier, batches(), loss, evaluate, steps=STEPS, every=EVERY, rate=RATE)


@torch.inference_mode()
def encoded(hubert: Any, profile: str, part: str) -> tuple[Tensor, Tensor, Tensor]:
    """What the frozen convolutions make of the clips, (clip, frame, 32), which frames are heard, and the labels."""
    audio, heard, labels = clips(profile, part)
    features = torch.cat([hubert.feature_extractor(some).transpose(1, 2) for some in audio.split(32)])
    mask = hubert._get_feature_vector_attention_mask(features.shape[1], heard)
    return features.clone(), mask.clone(), labels


TASK = Task("mini-hubert", "shemo", "macro F1", 0.2, STEPS, run)
