"""The checkpoint mini-deit: plain loading, its two tokens, its processor, and the same weights in timm."""

from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
from transformers import (
    AutoImageProcessor,
    AutoModel,
    DeiTForImageClassification,
    DeiTForImageClassificationWithTeacher,
)

from course.zoo import registry
from course.zoo.recipes import formulas, mini_deit
from course.zoo.timm_names import to_timm

FOLDER = registry.CHECKPOINTS["mini-deit"].folder


@pytest.fixture(scope="module")
def model() -> Any:
    return DeiTForImageClassificationWithTeacher.from_pretrained(FOLDER).eval()


@pytest.fixture(scope="module")
def unseen():
    """Pictures of the categories of pretraining that no training batch had: other instances of the same formulas."""
    generator = torch.Generator().manual_seed(1)
    categories = range(0, mini_deit.CATEGORIES, 4)
    pool = formulas.draw_pool(0, categories, range(10_000, 10_003), 40)
    return formulas.draw_batch(pool, 160, generator)


def timm_model(eps: float = 1e-12, **settings: Any) -> Any:
    import timm

    return timm.create_model(
        "deit_tiny_distilled_patch16_224",
        img_size=32,
        patch_size=4,
        embed_dim=64,
        depth=12,
        num_heads=4,
        norm_layer=partial(torch.nn.LayerNorm, eps=eps),
        num_classes=mini_deit.CATEGORIES,
        **settings,
    ).eval()


def test_the_files_are_the_published_ones_and_small():
    registry.verify("mini-deit")
    assert int(registry.published("mini-deit")["model.safetensors"]["bytes"]) <= 4 * 2**20


def test_it_is_a_twelve_layer_deit_of_less_than_a_million_parameters(model):
    config = model.config
    assert (config.num_hidden_layers, config.hidden_size, config.num_attention_heads) == (12, 64, 4)
    assert (config.patch_size, config.image_size) == (4, 32)
    assert model.num_parameters() <= 1_000_000
    assert model.dtype == torch.float32


def test_the_bare_encoder_keeps_all_weights(model):
    encoder, info = AutoModel.from_pretrained(FOLDER, output_loading_info=True)
    assert {key.split(".")[0] for key in info["missing_keys"]} <= {"pooler"}
    assert torch.equal(encoder.embeddings.distillation_token, model.deit.embeddings.distillation_token)


def test_a_classifier_of_ten_classes_lacks_only_its_head():
    loaded: Any = DeiTForImageClassification.from_pretrained(FOLDER, num_labels=10, output_loading_info=True)
    classifier, info = loaded
    assert set(info["missing_keys"]) == {"classifier.weight", "classifier.bias"}
    assert classifier(torch.zeros(2, 3, 32, 32)).logits.shape == (2, 10)


def test_both_tokens_know_the_formulas(model, unseen):
    categories = unseen["categories"]
    with torch.inference_mode():
        output = model(pixel_values=unseen["pictures"])
    for logits in (output.cls_logits, output.distillation_logits):
        assert (logits.argmax(1) == categories).float().mean() > 0.3
    assert torch.allclose(output.logits, (output.cls_logits + output.distillation_logits) / 2)


def test_the_tokens_are_two(model, unseen):
    embeddings = model.deit.embeddings
    assert not torch.allclose(embeddings.cls_token, embeddings.distillation_token, atol=1e-3)
    with torch.inference_mode():
        hidden = model.deit(pixel_values=unseen["pictures"][:8]).last_hidden_state
    assert hidden.shape == (8, 66, 64)
    assert not torch.allclose(hidden[:, 0], hidden[:, 1], atol=0.1)


def test_the_processor_gives_the_pictures_of_pretraining():
    processor = AutoImageProcessor.from_pretrained(FOLDER)
    pictures = np.random.default_rng(0).integers(0, 256, (3, 32, 32, 3), dtype=np.uint8)
    values = processor(list(pictures), return_tensors="pt")["pixel_values"]
    wanted = formulas.normalised(torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255)
    assert torch.allclose(values, wanted, atol=1e-5)


def test_timm_gives_the_same_logits_with_the_mapped_weights(model, unseen):
    other = timm_model()
    other.load_state_dict(to_timm(model.state_dict()))
    with torch.inference_mode():
        assert torch.allclose(
            other(unseen["pictures"][:16]), model(unseen["pictures"][:16]).logits, atol=1e-4
        )


def test_timm_s_own_norms_hardly_move_the_logits(model, unseen):
    other = timm_model(eps=1e-6)
    other.load_state_dict(to_timm(model.state_dict()))
    with torch.inference_mode():
        difference = (other(unseen["pictures"][:16]) - model(unseen["pictures"][:16]).logits).abs().max()
    assert difference < 1e-2


def test_weights_without_a_place_in_timm_are_refused():
    with pytest.raises(KeyError, match=r"pooler"):
        to_timm({"deit.pooler.dense.weight": torch.zeros(1)})


def test_growing_changes_no_output():
    torch.manual_seed(0)
    shallow: Any = DeiTForImageClassificationWithTeacher(mini_deit.configuration(3)).eval()
    deep = mini_deit.grow(shallow).eval()
    pictures = torch.randn(2, 3, 32, 32)
    assert deep.config.num_hidden_layers == 6
    with torch.inference_mode():
        assert torch.allclose(deep(pictures).logits, shallow(pictures).logits, atol=1e-5)
