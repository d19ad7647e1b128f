"""
en: Characters are counted in place of words.
fa: به‌جای واژه‌ها نویسه‌ها شمرده می‌شوند.
check: test_percentiles_of_lengths_in_words
"""


def length_percentiles(rows, percents):
    if not rows:
        raise ValueError("no rows")
    return {key: np.percentile([len(row[key]) for row in rows], percents).tolist() for key in SENTENCES}
