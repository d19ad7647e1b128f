"""What the checks' own functions on the untrusted side promise."""

from pathlib import Path

import torch

from autograder.worker.toolbox import Toolbox


def test_the_tiny_models_of_exact_checks_are_used_where_they_are(tmp_path: Path):
    # The device without storage stands for a GPU: what was moved there has no values.
    toolbox = Toolbox("quick", "meta", tmp_path)
    batch = {"input_ids": torch.tensor([[5, 6, 7]]), "attention_mask": torch.ones(1, 3, dtype=torch.long)}
    assert toolbox.forward(toolbox.tiny_classifier(), batch)["logits"].isfinite().all()
    pictures = torch.rand(2, 3, 8, 8)
    assert toolbox.image_logits(toolbox.tiny_deit(image_size=8), pictures).isfinite().all()
