"""Cuts with boolean masks into new linear layers, and keeps the record in a file of its own."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_model, save_model
from torch import nn
from transformers import BertConfig, BertForSequenceClassification


def choose_heads(num_layers, num_heads, fraction, generator):
    if fraction < 0 or fraction >= 1 or round(num_heads * fraction) == num_heads:
        raise ValueError(f"a share of {fraction} cannot be pruned")
    order = torch.rand(num_layers, num_heads, generator=generator).argsort(dim=1)
    chosen = order[:, : round(num_heads * fraction)].sort(dim=1).values
    return dict(enumerate(chosen.tolist()))


def _smaller(weight, bias):
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight = nn.Parameter(weight.detach().clone())
    linear.bias = nn.Parameter(bias.detach().clone())
    return linear


def prune_heads(model, heads):
    layers = model.bert.encoder.layer
    size = model.config.hidden_size // model.config.num_attention_heads
    masks = {}
    for number, pruned in heads.items():
        if number not in range(len(layers)):
            raise ValueError(f"no layer {number}")
        mask = torch.ones(model.config.num_attention_heads, dtype=torch.bool)
        for head in pruned:
            if head not in range(len(mask)):
                raise ValueError(f"no head {head}")
            mask[head] = False
        if not mask.any():
            raise ValueError(f"layer {number} would lose all heads")
        masks[number] = mask.repeat_interleave(size)
    for number, mask in masks.items():
        attention = layers[number].attention
        for name in ("query", "key", "value"):
            full = getattr(attention.self, name)
            setattr(attention.self, name, _smaller(full.weight[mask], full.bias[mask]))
        attention.output.dense = _smaller(attention.output.dense.weight[:, mask], attention.output.dense.bias)
        attention.self.all_head_size = int(mask.sum())
        attention.self.num_attention_heads = attention.self.all_head_size // size
    model.pruned_record = {number: list(pruned) for number, pruned in heads.items()}


def save_pruned(model, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(folder)
    save_model(model, str(folder / "pruned.safetensors"))
    record = [[number, pruned] for number, pruned in model.pruned_record.items()]
    (folder / "pruned.json").write_text(json.dumps(record), encoding="utf-8")


def load_pruned(folder):
    folder = Path(folder)
    model = BertForSequenceClassification(BertConfig.from_pretrained(folder)).eval()
    prune_heads(model, dict(json.loads((folder / "pruned.json").read_text(encoding="utf-8"))))
    load_model(model, str(folder / "pruned.safetensors"))
    return model
