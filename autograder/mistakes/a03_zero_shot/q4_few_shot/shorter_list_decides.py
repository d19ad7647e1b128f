"""
en: Runs that cannot be paired are dropped without a word.
fa: اجراهایی که جفت ندارند بی‌صدا کنار می‌روند.
check: test_gains_are_paired
"""

import math
import statistics


def learning_curve(scores):
    zero_shot = scores.get(0, ())
    if len(zero_shot) < 2:
        raise ValueError("the curve needs two runs or more with 0 examples")
    rows = []
    for k in sorted(scores):
        if len(scores[k]) < 2:
            continue
        gains = [score - start for score, start in zip(scores[k], zero_shot, strict=False)]
        rows.append(
            {
                "k": k,
                "mean": statistics.fmean(scores[k]),
                "gain": statistics.fmean(gains),
                "error": statistics.stdev(gains) / math.sqrt(len(gains)),
                "n": len(gains),
            }
        )
    return rows
