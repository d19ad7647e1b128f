"""
en: The answers of all seeds are thrown together, as if three seeds made three times as many examples.
fa: پاسخ همهٔ بذرها روی هم ریخته می‌شود، انگار سه بذر یعنی سه برابر نمونه.
check: test_equal_models_are_rarely_called_different
"""


def paired_bootstrap(correct_a, correct_b, generator, draws=1000, confidence=0.95):
    count = correct_a.shape[1]
    if count == 0 or correct_b.shape[1] != count:
        raise ValueError("not the same examples")
    size = math.lcm(len(correct_a), len(correct_b))
    one = correct_a.double().repeat(size // len(correct_a), 1)
    gains = (one - correct_b.double().repeat(size // len(correct_b), 1)).flatten()
    if len(correct_a) != len(correct_b):
        gains = correct_a.double().mean(0) - correct_b.double().mean(0)
    differences = gains[torch.randint(len(gains), (draws, len(gains)), generator=generator)].mean(1)
    tails = torch.tensor([(1 - confidence) / 2, (1 + confidence) / 2], dtype=torch.float64)
    low, high = torch.quantile(differences, tails).tolist()
    below, above = [share.double().mean().item() for share in (differences <= 0, differences >= 0)]
    return {"difference": gains.mean().item(), "low": low, "high": high, "p": min(1.0, 2 * min(below, above))}
