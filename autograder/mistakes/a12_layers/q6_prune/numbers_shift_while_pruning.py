"""
en: The heads are cut one after the other by numbers that no longer hold once the first one is gone.
fa: سرها یکی‌یکی بریده می‌شوند، با شماره‌هایی که پس از رفتنِ نخستین سر دیگر درست نیستند.
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
        for head in sorted(pruned):
            rows = attention.self.query.out_features
            first = min(head * size, rows - size)
            index = torch.tensor([row for row in range(rows) if not first <= row < first + size])
            for name in ("query", "key", "value"):
                setattr(attention.self, name, prune_linear_layer(getattr(attention.self, name), index))
            attention.output.dense = prune_linear_layer(attention.output.dense, index, dim=1)
        index = range(attention.self.query.out_features)
        attention.self.num_attention_heads = len(index) // size
        attention.self.all_head_size = len(index)
    model.config.pruned_heads = {str(number): sorted(pruned) for number, pruned in heads.items()}
