"""Recordings, speech encoders and what is trained on them."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from autograder.worker.toolbox.listeners import Listeners, SpeechClassifier
from autograder.worker.toolbox.models import Models
from autograder.worker.toolbox.sounds import Sounds
from course.kit import checkpoints
from course.kit.speech import EMOTIONS, padded, read_clips


class Speech(Sounds, Listeners, Models):
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

    def speech_classifier(self, seed: int, labels: Tensor) -> nn.Module:
        """The checkpoint under a head; in its loss, classes that are rare among ``labels`` count more."""
        counts = torch.bincount(labels.cpu(), minlength=len(EMOTIONS)).float()
        weights = (counts.sum() / counts.clamp(min=1)) ** 0.75
        encoder = self.load_speech_encoder(seed)
        model = self._seeded(seed, lambda: SpeechClassifier(encoder, weights / weights.mean()))
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

    def convolved(self, model: Any, input_values: Tensor) -> Tensor:
        """The frames (B, F, C) that come out of a HubertModel's convolutions."""
        with torch.no_grad():
            return model.feature_extractor(input_values).transpose(1, 2)

    def frame_counts(self, model: Any, lengths: Tensor) -> Tensor:
        """How many frames transformers says that the convolutions make of so many samples."""
        return model._get_feat_extract_output_lengths(lengths)

    def encoded(self, model: Any, input_values: Tensor, attention_mask: Tensor | None = None) -> Tensor:
        """The last hidden state (B, F, D) of a HubertModel in evaluation mode; the mode is put back."""
        was_training = model.training
        model.eval()
        with torch.no_grad():
            output = model(input_values, attention_mask=attention_mask)
        model.train(was_training)
        return output.last_hidden_state

    def classified(
        self, model: nn.Module, batch: dict[str, Tensor], training: bool = False, seed: int = 0
    ) -> dict[str, Any]:
        """Logits and loss of a classifier in one of its modes, which is put back; ``seed`` is of its dropout."""
        was_training = model.training
        model.train(training)
        output = self._seeded(seed, lambda: model(**batch))
        model.train(was_training)
        return {"logits": output.logits, "loss": output.loss}

    def load_weights(self, model: nn.Module, weights: dict[str, Tensor]) -> None:
        """Puts some of a model's weights in place."""
        model.load_state_dict(weights, strict=False)

    def convert(self, model: nn.Module, dtype: str) -> None:
        """Moves a whole model to a dtype, for example "float64", as `.to(device)` moves it to a device."""
        model.to(getattr(torch, dtype))

    def loss_gradients(self, model: nn.Module, batch: dict[str, Tensor]) -> dict[str, float | None]:
        """The largest absolute gradient of the loss in each parameter; None for one that receives none."""
        model.zero_grad(set_to_none=True)
        model(**batch).loss.backward()
        return {
            name: None if parameter.grad is None else parameter.grad.abs().max().item()
            for name, parameter in model.named_parameters()
        }

    def track_gradient(self, tensor: Tensor) -> None:
        """From now on what is computed from a kept tensor remembers how; see `gradients`."""
        tensor.requires_grad_()

    def gradients(self, output: Tensor, leaves: list[Tensor], weights: Tensor) -> list[Tensor | None]:
        """The gradient of the sum of output times weights in each of the leaves; None where none arrives."""
        if not output.requires_grad:
            return [None for _ in leaves]
        return list(torch.autograd.grad(output, leaves, weights.to(output.dtype), allow_unused=True))
