"""Copies the whole model, then cuts the copy's list of layers."""

import copy
from pathlib import Path

from transformers import AutoModelForSequenceClassification


def truncate(model, n):
    if n < 1 or n > model.config.num_hidden_layers:
        raise ValueError(f"{n} layers cannot be kept")
    shorter = copy.deepcopy(model)
    del shorter.bert.encoder.layer[n:]
    shorter.config.num_hidden_layers = n
    return shorter


def save_and_load(model, folder):
    Path(folder).mkdir(parents=True, exist_ok=True)
    model.save_pretrained(str(folder))
    return AutoModelForSequenceClassification.from_pretrained(str(folder))
