"""Fills an empty tensor, folds the batch differently, builds the resized model anew, and writes the losses out."""

import copy

import torch
from torch.nn.functional import interpolate, one_hot
from transformers import DeiTForImageClassification


def add_tokens(patches, cls_token, distillation_token, positions):
    batch, count, dim = patches.shape
    if tuple(positions.shape) != (1, count + 2, dim):
        raise ValueError(f"positions have the shape {tuple(positions.shape)}")
    rows = patches.new_empty(batch, count + 2, dim)
    rows[:, 2:] = patches
    rows[:, :1] = cls_token
    rows[:, 1:2] = distillation_token
    return rows.add_(positions)


def interpolate_positions(positions, grid, new_grid, prefix=2):
    rows = positions[0]
    if len(rows) - prefix != grid[0] * grid[1]:
        raise ValueError("the rows do not fit the grid")
    picture = rows[prefix:].T.reshape(1, -1, grid[0], grid[1])
    if list(grid) != list(new_grid):
        picture = interpolate(picture, (new_grid[0], new_grid[1]), mode="bicubic")
    return torch.vstack([rows[:prefix], picture[0].flatten(1).T]).unsqueeze(0)


def resize_model(model, image_size):
    patch = model.config.patch_size
    size = [image_size] * 2 if isinstance(image_size, int) else list(image_size)
    if any(side <= 0 or side % patch != 0 for side in size):
        raise ValueError(f"{image_size} is not made of patches of {patch}")
    old = model.config.image_size // patch
    config = copy.deepcopy(model.config)
    config.image_size = image_size
    name = "deit.embeddings.position_embeddings"
    state = dict(model.state_dict())
    state[name] = interpolate_positions(state[name], (old, old), (size[0] // patch, size[1] // patch))
    resized = DeiTForImageClassification(config)
    resized.load_state_dict(state)
    return resized.train(model.training)


def average_heads(hidden, cls_weight, cls_bias, distillation_weight, distillation_bias):
    weights = torch.stack([cls_weight, distillation_weight])  # (2, C, D)
    biases = torch.stack([cls_bias, distillation_bias])
    return (torch.einsum("btd,tcd->btc", hidden[:, :2], weights) + biases).mean(dim=1)


def distillation_loss(cls_logits, distillation_logits, labels, teacher_logits):
    with torch.no_grad():
        decisions = teacher_logits.max(dim=-1).indices
    batch, classes = cls_logits.shape
    likely = one_hot(labels, classes) * cls_logits.log_softmax(-1)
    likely = likely + one_hot(decisions, classes) * distillation_logits.log_softmax(-1)
    return -likely.sum() / (2 * batch)
