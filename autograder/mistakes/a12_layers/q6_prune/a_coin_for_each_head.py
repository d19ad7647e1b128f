"""
en: A coin is thrown for each head: a layer loses its share only on average, sometimes all its heads.
fa: برای هر سر سکه‌ای انداخته می‌شود: هر لایه فقط به طور میانگین سهمش را از دست می‌دهد، گاهی همهٔ سرها را.
check: test_heads_are_drawn_for_each_layer
"""

import torch


def choose_heads(num_layers, num_heads, fraction, generator):
    count = round(fraction * num_heads)
    if not 0 <= fraction < 1 or count >= num_heads:
        raise ValueError(f"a share of {fraction}")
    coins = torch.rand(num_layers, num_heads, generator=generator) < fraction
    return {layer: coins[layer].nonzero().flatten().tolist() for layer in range(num_layers)}
