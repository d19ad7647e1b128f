"""Recordings, speech encoders and what is trained on them."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from autograder.worker.toolbox.models import Models
from autograder.worker.toolbox.sounds import Sounds
from course.kit import checkpoints
from course.kit.speech import EMOTIONS, padded, read_clips


class Speech(Sounds, Models):
    """Models that hear."""

    def tiny_hubert(self, seed: int = 0, **config: Any) -> nn.Module:
        """A randomly initialised HubertModel, small enough for exact tests; ``config`` overrides its HubertConfig."""
        from transformers import HubertConfig, HubertModel

        settings = {
            "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 32,
            "conv_dim": (8, 8, 8), "conv_kernel": (10, 3, 2), "conv_stride": (5, 2, 2), "feat_extract_norm": "layer",
            "num_conv_pos_embeddings": 4, "num_conv_pos_embedding_groups": 2, "layerdrop": 0.0, "mask_time_prob": 0.0,
            **config,
        }  # fmt: skip
        return self._seeded(seed, lambda: HubertModel(HubertConfig(**settings))).eval()

    def load_speech_encoder(self, seed: int = 0) -> nn.Module:
        """mini-hubert (with the profile "gpu" the real one), without any head."""
        model, _ = checkpoints.load_checkpoint("mini-hubert", self._profile, seed=seed)
        if self.handicap == "random_init":
            model = self._reinitialised(model, seed)
        return model.to(self._device)

    def training_recordings(self, limit: int | None = None) -> dict[str, Any]:
        """Clips of the training split: waveforms (n, longest), lengths, labels; the readable ones in five emotions."""
        clips = read_clips("train", self._profile)[:limit]
        waveforms, lengths = padded(clips)
        return {
            "waveforms": self.heard(waveforms),
            "lengths": lengths,
            "labels": torch.tensor([EMOTIONS.index(clip.emotion) for clip in clips], device=self._device),
        }

    def heard(self, waveforms: Tensor) -> Tensor:
        """The waveforms on the run's device; the handicap ``blank_inputs`` silences them."""
        if self.handicap == "blank_inputs":
            waveforms = torch.zeros_like(waveforms)
        return waveforms.to(self._device)
