"""Which device to compute on."""

import torch


def pick_device(wanted: str = "auto") -> torch.device:
    """The device named, or with "auto" the first GPU where there is one and the CPU elsewhere."""
    if wanted != "auto":
        return torch.device(wanted)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
