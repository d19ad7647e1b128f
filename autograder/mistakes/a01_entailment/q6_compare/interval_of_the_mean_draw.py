"""
en: The interval is that of the mean of the draws: it shrinks with each draw more.
fa: بازه مال میانگین قرعه‌هاست: با هر قرعهٔ بیشتر باریک‌تر می‌شود.
check: test_the_bootstrap_is_paired
"""


def paired_bootstrap(correct_a, correct_b, generator, draws=1000, confidence=0.95):
    count = correct_a.shape[1]
    if count == 0 or correct_b.shape[1] != count:
        raise ValueError("not the same examples")
    gains = correct_a.double().mean(0) - correct_b.double().mean(0)
    differences = gains[torch.randint(count, (draws, count), generator=generator)].mean(1)
    low, high = [
        differences.mean().item() + sign * 1.96 * differences.std().item() / math.sqrt(draws)
        for sign in (-1, 1)
    ]
    below, above = [share.double().mean().item() for share in (differences <= 0, differences >= 0)]
    return {"difference": gains.mean().item(), "low": low, "high": high, "p": min(1.0, 2 * min(below, above))}
