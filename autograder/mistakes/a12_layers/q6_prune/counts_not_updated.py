"""
en: The matrices are cut, but the layer still states its old number of heads.
fa: ماتریس‌ها بریده می‌شوند ولی لایه هنوز شمار پیشین سرها را می‌گوید.
check: test_matrices_become_smaller
"""

import torch
from transformers.pytorch_utils import prune_linear_layer


def prune_heads(model, heads):
    layers, num_heads = model.config.num_hidden_layers, model.config.num_attention_heads
    for number, pruned in heads.items():
        bad = (
            not 0 <= number < layers
            or not set(pruned) <= set(range(num_heads))
            or len(set(pruned)) == num_heads
        )
        if bad:
            raise ValueError(f"layer {number}: {pruned}")
    for number, pruned in heads.items():
        attention = model.bert.encoder.layer[number].attention
        size = attention.self.attention_head_size
        kept = [head for head in range(num_heads) if head not in pruned]
        index = torch.tensor([head * size + row for head in kept for row in range(size)])
        for name in ("query", "key", "value"):
            setattr(attention.self, name, prune_linear_layer(getattr(attention.self, name), index))
        attention.output.dense = prune_linear_layer(attention.output.dense, index, dim=1)
    model.config.pruned_heads = {str(number): sorted(pruned) for number, pruned in heads.items()}
