"""
en: Each model gets examples of its own: what both find hard no longer cancels out.
fa: هر مدل نمونه‌های خودش را می‌گیرد: آنچه برای هر دو سخت است دیگر حذف نمی‌شود.
check: test_the_bootstrap_is_paired
"""


def paired_bootstrap(correct_a, correct_b, generator, draws=1000, confidence=0.95):
    count = correct_a.shape[1]
    if count == 0 or correct_b.shape[1] != count:
        raise ValueError("not the same examples")
    one, two = correct_a.double().mean(0), correct_b.double().mean(0)
    gains = one - two
    first, second = (torch.randint(count, (draws, count), generator=generator) for _ in range(2))
    differences = one[first].mean(1) - two[second].mean(1)
    tails = torch.tensor([(1 - confidence) / 2, (1 + confidence) / 2], dtype=torch.float64)
    low, high = torch.quantile(differences, tails).tolist()
    below, above = [share.double().mean().item() for share in (differences <= 0, differences >= 0)]
    return {"difference": gains.mean().item(), "low": low, "high": high, "p": min(1.0, 2 * min(below, above))}
