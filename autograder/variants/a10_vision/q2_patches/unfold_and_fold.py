"""Lets unfold and fold cut and paste, and embeds with einsum."""

import torch
from torch.nn import functional


def patchify(images, size):
    if any(side % size for side in images.shape[-2:]):
        raise ValueError(f"{tuple(images.shape)} has no whole number of patches of {size}")
    return functional.unfold(images, kernel_size=size, stride=size).transpose(1, 2)


def unpatchify(patches, size, channels, height, width):
    count, length = (height // size) * (width // size), channels * size**2
    if (height % size, width % size) != (0, 0) or patches.shape[1] != count or patches.shape[2] != length:
        raise ValueError(f"{tuple(patches.shape)} cannot become {channels}, {height}, {width}")
    return functional.fold(patches.transpose(1, 2), (height, width), kernel_size=size, stride=size)


def embed_patches(images, weight, bias):
    embedded = torch.einsum("bnv,dv->bnd", patchify(images, weight.shape[2]), weight.reshape(len(weight), -1))
    return embedded.add(bias)
