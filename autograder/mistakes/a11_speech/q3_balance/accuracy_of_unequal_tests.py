"""
en: Accuracy on two test splits with different class shares is compared, so that the difference is not the leak's alone.
fa: درستی روی دو آزمون با سهم‌های متفاوت کلاس‌ها مقایسه شده و تفاوت فقط از نشت نیست.
check: test_the_leak_of_copies_is_measured
"""


def leak_of_oversampling(features, labels, seed, split, fit_predict):
    plain = labels.tolist()

    def score(train, test):
        predicted = fit_predict(features[train], labels[train], features[test])
        return (predicted == labels[test]).double().mean().item()

    copies = oversample(range(len(plain)), plain, seed)
    train, _, test = split([plain[index] for index in copies], seed)
    before = score([copies[place] for place in train], [copies[place] for place in test])
    train, _, test = split(plain, seed)
    after = score(oversample(train, plain, seed), test)
    return {"before": before, "after": after, "difference": before - after}
