"""
en: Texts are split at every single blank: two blanks make an empty word, a line break makes none.
fa: متن از هر فاصلهٔ تنها شکسته می‌شود: دو فاصله واژه‌ای خالی می‌سازد و شکست سطر هیچ.
check: test_percentiles_of_lengths_in_words
"""


def length_percentiles(rows, percents):
    if not rows:
        raise ValueError("no rows")
    return {
        key: np.percentile([len(row[key].split(" ")) for row in rows], percents).tolist() for key in SENTENCES
    }
