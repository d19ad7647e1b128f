"""
en: p is that of one side: half as large, and near 1 when b is better.
fa: مقدار p یک‌سویه است: نصف، و وقتی b بهتر است نزدیک 1.
check: test_the_bootstrap_is_paired
"""


def paired_bootstrap(correct_a, correct_b, generator, draws=1000, confidence=0.95):
    count = correct_a.shape[1]
    if count == 0 or correct_b.shape[1] != count:
        raise ValueError("not the same examples")
    gains = correct_a.double().mean(0) - correct_b.double().mean(0)
    differences = gains[torch.randint(count, (draws, count), generator=generator)].mean(1)
    tails = torch.tensor([(1 - confidence) / 2, (1 + confidence) / 2], dtype=torch.float64)
    low, high = torch.quantile(differences, tails).tolist()
    below = (differences <= 0).double().mean().item()
    return {"difference": gains.mean().item(), "low": low, "high": high, "p": below}
