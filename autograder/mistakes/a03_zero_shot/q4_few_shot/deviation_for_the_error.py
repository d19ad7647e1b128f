"""
en: The standard deviation is not divided by √n.
fa: انحراف معیار بر √n تقسیم نمی‌شود.
check: test_gains_are_paired
"""

import statistics


def learning_curve(scores):
    zero_shot = scores.get(0, ())
    if len(zero_shot) < 2:
        raise ValueError("the curve needs two runs or more with 0 examples")
    rows = []
    for k in sorted(scores):
        if len(scores[k]) != len(zero_shot):
            raise ValueError(f"{k} examples have {len(scores[k])} runs, 0 examples have {len(zero_shot)}")
        gains = [score - start for score, start in zip(scores[k], zero_shot, strict=True)]
        rows.append(
            {
                "k": k,
                "mean": statistics.fmean(scores[k]),
                "gain": statistics.fmean(gains),
                "error": statistics.stdev(gains),
                "n": len(gains),
            }
        )
    return rows
