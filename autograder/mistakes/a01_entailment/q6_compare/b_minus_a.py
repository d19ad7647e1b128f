"""
en: The difference is that of b and a.
fa: تفاوت، b منهای a است.
check: test_the_bootstrap_is_paired
"""


def paired_bootstrap(correct_a, correct_b, generator, draws=1000, confidence=0.95):
    count = correct_a.shape[1]
    if count == 0 or correct_b.shape[1] != count:
        raise ValueError("not the same examples")
    gains = correct_b.double().mean(0) - correct_a.double().mean(0)
    differences = gains[torch.randint(count, (draws, count), generator=generator)].mean(1)
    tails = torch.tensor([(1 - confidence) / 2, (1 + confidence) / 2], dtype=torch.float64)
    low, high = torch.quantile(differences, tails).tolist()
    below, above = [share.double().mean().item() for share in (differences <= 0, differences >= 0)]
    return {"difference": gains.mean().item(), "low": low, "high": high, "p": min(1.0, 2 * min(below, above))}
