"""
en: Sets of different sizes are cut to the shorter one, and rows no longer belong together.
fa: مجموعه‌های نابرابر به اندازهٔ کوتاه‌تر می‌شوند و ردیف‌ها دیگر جفت هم نیستند.
check: test_the_generator_decides
"""


def paired_bootstrap(correct_a, correct_b, generator, draws=1000, confidence=0.95):
    count = correct_a.shape[1]
    count = min(count, correct_b.shape[1])
    correct_a, correct_b = correct_a[:, :count], correct_b[:, :count]
    gains = correct_a.double().mean(0) - correct_b.double().mean(0)
    differences = gains[torch.randint(count, (draws, count), generator=generator)].mean(1)
    tails = torch.tensor([(1 - confidence) / 2, (1 + confidence) / 2], dtype=torch.float64)
    low, high = torch.quantile(differences, tails).tolist()
    below, above = [share.double().mean().item() for share in (differences <= 0, differences >= 0)]
    return {"difference": gains.mean().item(), "low": low, "high": high, "p": min(1.0, 2 * min(below, above))}
