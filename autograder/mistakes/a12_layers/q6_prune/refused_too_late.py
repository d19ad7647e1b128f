"""
en: Each layer is checked when its turn comes: the layers before the bad one are pruned already.
fa: هر لایه وقتی نوبتش می‌رسد بررسی می‌شود: لایه‌های پیش از لایهٔ نادرست دیگر هرس شده‌اند.
check: test_the_rest_stays
"""

import torch
from transformers.pytorch_utils import prune_linear_layer


def prune_heads(model, heads):
    layers, num_heads = model.config.num_hidden_layers, model.config.num_attention_heads
    for number, pruned in heads.items():
        if (
            not 0 <= number < layers
            or not set(pruned) <= set(range(num_heads))
            or len(set(pruned)) == num_heads
        ):
            raise ValueError(f"layer {number}: {pruned}")
        attention = model.bert.encoder.layer[number].attention
        size = attention.self.attention_head_size
        kept = [head for head in range(num_heads) if head not in pruned]
        index = torch.tensor([head * size + row for head in kept for row in range(size)])
        for name in ("query", "key", "value"):
            setattr(attention.self, name, prune_linear_layer(getattr(attention.self, name), index))
        attention.output.dense = prune_linear_layer(attention.output.dense, index, dim=1)
        attention.self.num_attention_heads = len(index) // size
        attention.self.all_head_size = len(index)
    model.config.pruned_heads = {str(number): sorted(pruned) for number, pruned in heads.items()}
