"""
en: The smaller matrices are new ones with random weights: what the other heads had learned is lost.
fa: ماتریس‌های کوچک‌تر تازه و تصادفی‌اند: آنچه بقیهٔ سرها آموخته بودند از دست می‌رود.
check: test_learns_with_half_of_the_heads
training: yes
"""

import torch


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
        width = (num_heads - len(set(pruned))) * size
        for name in ("query", "key", "value"):
            setattr(attention.self, name, torch.nn.Linear(model.config.hidden_size, width))
        attention.output.dense = torch.nn.Linear(width, model.config.hidden_size)
        attention.self.num_attention_heads, attention.self.all_head_size = width // size, width
    model.config.pruned_heads = {str(number): sorted(pruned) for number, pruned in heads.items()}
