"""
en: np.quantile takes fractions, so that 50 percent has to be 0.5; here 0.5 is taken for a percentage.
fa: np.quantile کسر می‌گیرد و 50 درصد باید 0.5 باشد؛ این‌جا 0.5 درصد گرفته شده است.
check: test_percentiles_are_interpolated
"""


def duration_percentiles(rows, q):
    if not rows:
        raise ValueError("no rows")
    return [float(np.percentile([row["seconds"] for row in rows], percent / 100)) for percent in q]
