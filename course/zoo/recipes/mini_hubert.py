"""Pretrains mini-hubert as HuBERT is (Hsu et al. 2021, arXiv 2106.07447): units of masked spans of speech.

Run: python -m course.zoo.recipes mini-hubert

The speech is that of the recipe of the ShEMO sample, by other speakers and with prosody of all kinds that stands for no
emotion. Each frame has three units, as in the paper's ensembles of clusterings: one of k-means over MFCC with their
differences, one over pitch, energy and brightness, one over the course of these in the 0.8 seconds around it.

1. The convolutions learn the units of the frames they hear, without context.
2. The layers above them learn the units of masked spans; the convolutions stay as they are, so that they run only once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import HubertConfig, HubertModel, Wav2Vec2FeatureExtractor

from course.zoo import registry
from course.zoo.recipes import speech_units
from course.zoo.recipes.pretraining import Run, train
from course.zoo.recipes.unlabelled_speech import IGNORED, Speech

FRAME_STEPS, FRAME_RATE = 800, 3e-3
STEPS, RATE = 2500, 2e-3
MASK_CHANCE, MASK_LENGTH = 0.065, 10
HEARD_WEIGHT = 0.3
TEMPERATURE = 0.1
CODE_SIZE = 64
UNITS = speech_units.UNITS


def configuration() -> HubertConfig:
    """Four thin layers on the seven convolutions of HuBERT, whose stride is 320 samples."""
    return HubertConfig(
        vocab_size=32,
        hidden_size=96,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=288,
        conv_dim=(32,) * 7,
        conv_bias=True,
        feat_extract_norm="layer",
        num_conv_pos_embeddings=32,
        num_conv_pos_embedding_groups=16,
        hidden_dropout=0.0,
        attention_dropout=0.0,
        activation_dropout=0.0,
        feat_proj_dropout=0.0,
        layerdrop=0.0,
    )


class Frames(nn.Module):
    """The convolutions with a small classifier of each frame's units."""

    def __init__(self, hubert: HubertModel) -> None:
        super().__init__()
        self.convolutions = hubert.feature_extractor
        self.hidden = nn.Sequential(nn.LayerNorm(32), nn.Linear(32, 128), nn.GELU())
        self.classify = nn.ModuleDict({name: nn.Linear(128, count) for name, count in UNITS.items()})

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The mean cross-entropy of each kind of unit."""
        hidden = self.hidden(self.convolutions(batch["audio"]).transpose(1, 2))
        return {
            name: functional.cross_entropy(
                classify(hidden).flatten(0, 1), batch[name].flatten(), ignore_index=IGNORED
            )
            for name, classify in self.classify.items()
        }


class Spans(nn.Module):
    """What follows HuBERT's convolutions, with the embeddings of the units that it compares its frames with."""

    def __init__(self, hubert: HubertModel) -> None:
        super().__init__()
        self.project_features, self.encoder = hubert.feature_projection, hubert.encoder
        self.mask = hubert.masked_spec_embed
        size = hubert.config.hidden_size
        self.project = nn.ModuleDict({name: nn.Linear(size, CODE_SIZE) for name in UNITS})
        self.codes = nn.ParameterDict(
            {name: nn.Parameter(torch.randn(count, CODE_SIZE)) for name, count in UNITS.items()}
        )

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """For each kind of unit the mean cross-entropy of the masked frames, and a weighted one of the heard."""
        hidden = self.project_features(batch["features"])
        hidden = torch.where(batch["masked"].unsqueeze(-1), self.mask, hidden)
        hidden = self.encoder(hidden, attention_mask=batch["present"]).last_hidden_state
        losses = {}
        for name, codes in self.codes.items():
            vectors = functional.normalize(self.project[name](hidden), dim=-1)
            logits = vectors @ functional.normalize(codes, dim=-1).T / TEMPERATURE
            each = functional.cross_entropy(
                logits.flatten(0, 1), batch[name].flatten(), ignore_index=IGNORED, reduction="none"
            )
            masked, present = batch["masked"].flatten(), batch["present"].flatten()
            losses[f"{name} masked"] = each[masked & present].mean()
            losses[f"{name} heard"] = HEARD_WEIGHT * each[~masked & present].mean()
        return losses


def spans(batch: int, frames: int, generator: torch.Generator) -> Tensor:
    """Which frames to mask, (batch, frame): spans that may overlap, together about half."""
    starts = torch.rand(batch, frames, generator=generator) < MASK_CHANCE
    masked = torch.zeros(batch, frames, dtype=torch.bool)
    for shift in range(MASK_LENGTH):
        masked[:, shift:] |= starts[:, : frames - shift]
    return masked


@torch.inference_mode()
def convolved(hubert: Any, speech: Speech) -> list[Tensor]:
    """What the convolutions make of each recording, (frame, channel)."""
    device = hubert.device
    waves = (torch.from_numpy(speech.wave(index)).to(device) for index in range(len(speech.audio)))
    return [hubert.feature_extractor(wave[None])[0].T.cpu().clone() for wave in waves]


def build(out: Path, run: Run, text: Path | None) -> None:
    """Train the model and write the checkpoint to `out`; it reads no running text."""
    torch.manual_seed(run.seed)
    speech = Speech(run)
    hubert = HubertModel(configuration())
    train(run, "frames", Frames(hubert), speech.waves, FRAME_STEPS, FRAME_RATE)
    features = convolved(hubert, speech)

    def masked_features(step: int) -> dict[str, Tensor]:
        batch = speech.windows(step, features)
        count, frames = batch["present"].shape
        return batch | {"masked": spans(count, frames, run.generator("spans", step))}

    train(run, "spans", Spans(hubert), masked_features, STEPS, RATE)
    hubert.cpu()
    for name in ("hidden_dropout", "attention_dropout", "feat_proj_dropout"):
        setattr(hubert.config, name, 0.1)
    out.mkdir(parents=True, exist_ok=True)
    hubert.save_pretrained(out)
    Wav2Vec2FeatureExtractor(
        sampling_rate=speech_units.RATE, do_normalize=True, return_attention_mask=True
    ).save_pretrained(out)
    for path in out.iterdir():
        path.chmod(0o644)
    registry.publish(out)
    print(f"{run.cpu_seconds / 60:.1f} CPU minutes", flush=True)
