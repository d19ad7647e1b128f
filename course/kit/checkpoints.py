"""Loading the course's checkpoints: the mini ones that ship with it, or the real ones on a GPU."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from course.kit.errors import MissingResource
from course.kit.seeding import seeded

if TYPE_CHECKING:
    from transformers import BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

HEADS = {
    None: "AutoModel",
    "sequence-classification": "AutoModelForSequenceClassification",
    "token-classification": "AutoModelForTokenClassification",
    "question-answering": "AutoModelForQuestionAnswering",
    "masked-lm": "AutoModelForMaskedLM",
    "image-classification": "AutoModelForImageClassification",
    "audio-classification": "AutoModelForAudioClassification",
}
_PROCESSORS = {"text": "AutoTokenizer", "images": "AutoImageProcessor", "speech": "AutoFeatureExtractor"}


def checkpoint_source(name: str, profile: str = "quick") -> str:
    """The folder (or, with the profile "gpu", the hub name) that `from_pretrained` takes.

    With "gpu" a folder `$TAMRIN_CHECKPOINTS/<last part of the hub name>` is preferred to the hub.

    Raises:
        MissingResource: no such checkpoint, or its file is not the one that was published.
    """
    from course.zoo import registry

    if profile != "gpu":
        return str(registry.verified_folder(name))
    hub_name = registry.find(name).relative_of
    local = Path(os.environ.get("TAMRIN_CHECKPOINTS", "")) / hub_name.split("/")[-1]
    return str(local) if "TAMRIN_CHECKPOINTS" in os.environ and local.is_dir() else hub_name


def load_checkpoint(
    name: str, profile: str = "quick", head: str | None = None, *, seed: int = 0, **config: Any
) -> tuple[Any, Any]:
    """A checkpoint's model and what prepares its inputs (tokenizer, image processor or feature extractor).

    Args:
        name: for example "mini-xlmr"; with the profile "gpu" the hub checkpoint that it is a small relative of.
        profile: "quick" and "real" load the mini checkpoint, "gpu" the one from the hub or a local folder.
        head: one of HEADS, for example "question-answering"; None gives the bare encoder.
        seed: of the weights of a new head; the same seed gives the same head.
        config: settings that override the checkpoint's own, for example `num_labels=6`.

    Raises:
        MissingResource: the checkpoint is not on this machine; the message says what to run.
        ValueError: no such head.
    """
    import transformers

    from course.zoo import registry

    if head not in HEADS:
        raise ValueError(f"There is no head {head!r}: choose one of {', '.join(filter(None, HEADS))}.")
    source = checkpoint_source(name, profile)
    with plain_loading(name), seeded(seed):
        # A head for other labels than the checkpoint's own takes the place of that one.
        model = getattr(transformers, HEADS[head]).from_pretrained(
            source, ignore_mismatched_sizes="num_labels" in config, **config
        )
        processor = getattr(transformers, _PROCESSORS[registry.find(name).reads]).from_pretrained(source)
    return model, processor


def load_tokenizer(name: str = "mini-parsbert", profile: str = "quick") -> PreTrainedTokenizerFast:
    """The checkpoint's tokenizer."""
    from transformers import AutoTokenizer

    with plain_loading(name):
        return AutoTokenizer.from_pretrained(checkpoint_source(name, profile))


def load_classifier(
    name: str = "mini-parsbert", num_labels: int = 3, seed: int = 0, profile: str = "quick"
) -> BertForSequenceClassification:
    """The pretrained encoder under a new classification head, the same head for the same seed."""
    from transformers import BertForSequenceClassification

    with plain_loading(name), seeded(seed):
        model = BertForSequenceClassification.from_pretrained(
            checkpoint_source(name, profile), num_labels=num_labels
        )
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        weight = model.classifier.weight
        weight.copy_(torch.randn(weight.shape, generator=generator) * model.config.initializer_range)
        model.classifier.bias.zero_()
    return model


def load_encoder(name: str = "mini-parsbert", profile: str = "quick") -> BertModel:
    """The pretrained encoder with its pooler, without any head."""
    from transformers import BertModel

    with plain_loading(name):
        return BertModel.from_pretrained(checkpoint_source(name, profile))


@contextmanager
def plain_loading(name: str) -> Iterator[None]:
    """Keep quiet while a checkpoint loads about the heads that are dropped or drawn anew on purpose, and name what is missing."""
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    except OSError as error:
        raise MissingResource(
            f"The checkpoint {name!r} could not be loaded: {str(error).splitlines()[0]} "
            "Run `tamrin doctor` to see which checkpoints are here; with the profile gpu, put its folder below "
            "$TAMRIN_CHECKPOINTS or allow the hub."
        ) from error
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
