"""
en: The heads' weights are set to zero: the model computes the same, and is as large and as slow as before.
fa: وزن‌های سرها صفر می‌شوند: مدل همان را حساب می‌کند ولی به همان بزرگی و کندی می‌ماند.
check: test_matrices_become_smaller
"""


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
        for head in pruned:
            rows = slice(head * size, (head + 1) * size)
            for name in ("query", "key", "value"):
                getattr(attention.self, name).weight.data[rows] = 0
                getattr(attention.self, name).bias.data[rows] = 0
            attention.output.dense.weight.data[:, rows] = 0
    model.config.pruned_heads = {str(number): sorted(pruned) for number, pruned in heads.items()}
