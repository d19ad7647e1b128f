"""
en: Head h is taken to own every num_heads-th row from h on, instead of a block of rows.
fa: گمان شده که سر h هر num_heads سطر یکی را دارد، نه یک تکه سطرِ پشت سر هم.
check: test_pruned_equals_zeroed
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
        index = torch.tensor([head + num_heads * row for row in range(size) for head in kept])
        for name in ("query", "key", "value"):
            setattr(attention.self, name, prune_linear_layer(getattr(attention.self, name), index))
        attention.output.dense = prune_linear_layer(attention.output.dense, index, dim=1)
        attention.self.num_attention_heads = len(index) // size
        attention.self.all_head_size = len(index)
    model.config.pruned_heads = {str(number): sorted(pruned) for number, pruned in heads.items()}
