"""The checkpoint mini-hubert: plain loading, its stride, padding, its units, and its masked spans."""

from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoFeatureExtractor, AutoModel, HubertForSequenceClassification

from course.zoo import registry
from course.zoo.recipes import mini_hubert, speech_units

FOLDER = registry.CHECKPOINTS["mini-hubert"].folder


@pytest.fixture(scope="module")
def model() -> Any:
    return AutoModel.from_pretrained(FOLDER).eval()


def tone(frequency: float, seconds: float = 1.0) -> np.ndarray:
    time = np.arange(int(seconds * 16_000)) / 16_000
    parts = [np.sin(2 * np.pi * frequency * number * time) / number for number in range(1, 8)]
    return np.sum(parts, axis=0).astype(np.float32)


def test_the_files_are_the_published_ones_and_small():
    registry.verify("mini-hubert")
    facts = registry.published("mini-hubert")
    assert sum(int(fact["bytes"]) for fact in facts.values()) <= 4 * 2**20
    assert "preprocessor_config.json" in facts


def test_it_is_a_thin_hubert_with_the_convolutions_of_the_real_one(model):
    assert type(model).__name__ == "HubertModel"
    assert sum(parameter.numel() for parameter in model.parameters()) <= 1_000_000
    assert all(parameter.dtype == torch.float32 for parameter in model.parameters())
    assert int(np.prod(model.config.conv_stride)) == 320
    assert len(model.config.conv_dim) == 7
    assert FOLDER.joinpath("config.json").read_text(encoding="utf-8").count("HubertModel") == 1


@pytest.mark.parametrize("samples", [400, 719, 720, 16_000, 33_333])
def test_its_frames_are_those_of_the_units(model, samples):
    with torch.inference_mode():
        hidden = model(torch.randn(1, samples)).last_hidden_state
    assert hidden.shape == (1, speech_units.frames_of(samples), model.config.hidden_size)


def test_a_padded_clip_keeps_its_frames(model):
    clip = torch.from_numpy(tone(150, 0.8))[None]
    padded = torch.nn.functional.pad(clip, (0, 8_000))
    heard = torch.nn.functional.pad(torch.ones_like(clip, dtype=torch.long), (0, 8_000))
    with torch.inference_mode():
        alone = model(clip).last_hidden_state
        among = model(padded, attention_mask=heard).last_hidden_state[:, : alone.shape[1]]
    assert torch.allclose(alone, among, atol=1e-3)


def test_its_extractor_normalises_and_masks():
    extractor = AutoFeatureExtractor.from_pretrained(FOLDER)
    batch = extractor(
        [3 + tone(100), 0.01 * tone(200, 0.5)], sampling_rate=16_000, padding=True, return_tensors="pt"
    )
    assert batch["attention_mask"].sum(dim=1).tolist() == [16_000, 8_000]
    assert batch["input_values"][0].mean().abs() < 1e-4
    assert batch["input_values"][1, :8_000].std() == pytest.approx(1, abs=1e-2)
    with pytest.raises(ValueError, match="sampling rate"):
        extractor(tone(100), sampling_rate=8_000)


def test_a_classifier_takes_its_weights_over(model):
    loaded: Any = HubertForSequenceClassification.from_pretrained(
        FOLDER, num_labels=5, output_loading_info=True
    )
    classifier, report = loaded
    assert {name.split(".")[0] for name in report["missing_keys"]} == {"projector", "classifier"}
    assert not report["unexpected_keys"]
    weights = model.encoder.layers[0].attention.q_proj.weight
    assert torch.equal(classifier.hubert.encoder.layers[0].attention.q_proj.weight, weights)
    assert classifier(torch.randn(2, 8_000)).logits.shape == (2, 5)


def test_nearby_speech_sounds_are_nearer_than_far_ones(model):
    clips = torch.from_numpy(np.stack([tone(110), tone(112), tone(300)]))
    clips = clips / clips.std(dim=1, keepdim=True)
    with torch.inference_mode():
        means = model(clips).last_hidden_state.mean(dim=1)
    assert (means[0] - means[1]).norm() < (means[0] - means[2]).norm()


@pytest.mark.parametrize("frequency", [90.0, 180.0, 350.0])
def test_the_pitch_in_the_units_features_is_that_of_the_tone(frequency):
    held = speech_units.melodies(tone(frequency))[5:-5, 0]
    assert np.abs(held - np.log2(frequency)).max() < 0.05


def test_units_features_have_a_row_for_each_frame():
    for samples in (8_000, 16_123):
        audio = tone(200, 2.0)[:samples]
        frames = speech_units.frames_of(samples)
        assert speech_units.sounds(audio).shape == (frames, 39)
        assert speech_units.melodies(audio).shape == (frames, 8)
        assert np.isfinite(speech_units.melodies(audio)).all()
    assert np.isfinite(speech_units.melodies(np.zeros(8_000, np.float32))).all()


def test_the_course_of_what_is_steady_has_no_spread():
    steady = np.repeat(speech_units.melodies(tone(200))[20:21], 300, axis=0) + 3
    steady[:60] += np.random.default_rng(0).standard_normal((60, 8)).astype(np.float32)
    manners = speech_units.manners(steady)
    assert manners.shape == (300, 7)
    assert np.isfinite(manners).all()
    assert (manners[120:, 4:] < 1e-3).all()
    assert (manners[25:35, 4:] > 0.1).all()


def test_units_tell_low_from_high_tones():
    features = [speech_units.melodies(tone(frequency)) for frequency in (100.0, 101.0, 400.0)]
    low, same, high = (set(units[5:-5]) for units in speech_units.quantise(features, 4, seed=0))
    assert low & same
    assert not (low | same) & high


def test_about_half_of_the_frames_are_masked_in_spans():
    masked = mini_hubert.spans(200, 99, torch.Generator().manual_seed(0))
    assert masked.float().mean() == pytest.approx(0.47, abs=0.03)
    starts = masked & ~torch.nn.functional.pad(masked, (1, 0))[:, :-1]
    inside = starts[:, :-10].nonzero()
    assert all(masked[row, first : first + 10].all() for row, first in inside.tolist())


def test_the_loss_looks_at_masked_frames_through_their_context_only():
    torch.manual_seed(0)
    spans = mini_hubert.Spans(mini_hubert.HubertModel(mini_hubert.configuration())).eval()
    features = torch.randn(2, 40, 32)
    masked = torch.zeros(2, 40, dtype=torch.bool)
    masked[:, 10:20] = True
    batch = {
        "features": features,
        "masked": masked,
        "present": torch.ones(2, 40, dtype=torch.bool),
        **{name: torch.randint(count, (2, 40)) for name, count in mini_hubert.UNITS.items()},
    }
    changed = features.clone()
    changed[:, 10:20] = torch.randn(2, 10, 32)
    first, second = spans(batch), spans(batch | {"features": changed})
    assert all(torch.equal(first[name], second[name]) for name in first)
    changed[:, 25] = torch.randn(2, 32)
    assert not torch.equal(first["sound masked"], spans(batch | {"features": changed})["sound masked"])
