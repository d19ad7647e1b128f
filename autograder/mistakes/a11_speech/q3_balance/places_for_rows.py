"""
en: Places in the list of copies are taken for rows of the data set; those beyond its end are wrapped around.
fa: جای نسخه‌ها در فهرستشان به جای سطر داده گرفته شده و بیرون‌زده‌ها از سر گرفته شده‌اند.
check: test_the_leak_of_copies_is_measured
"""


def leak_of_oversampling(features, labels, seed, split, fit_predict):
    plain = labels.tolist()

    def score(train, test):
        predicted = fit_predict(features[train], labels[train], features[test])
        right = (predicted == labels[test]).double()
        shares = [right[labels[test] == c].mean() for c in labels[test].unique()]
        return (sum(shares) / len(shares)).item()

    train, _, test = split(plain, seed)
    after = score(oversample(train, plain, seed), test)
    copies = oversample(range(len(plain)), plain, seed)
    _, _, places = split([plain[index] for index in copies], seed)
    places = [place % len(plain) for place in places]
    before = score(oversample([i for i in range(len(plain)) if i not in places], plain, seed), places)
    return {"before": before, "after": after, "difference": before - after}
