"""
en: Of two equally common classes the one that came first is taken, which the order of the file decides.
fa: از دو ردهٔ هم‌فراوانی آن که اول آمده گرفته می‌شود، یعنی ترتیب فایل تصمیم می‌گیرد.
check: test_chance_follows_from_the_class_balance
"""

from collections import Counter


def chance_levels(train_labels, test_labels):
    if not train_labels or not test_labels:
        raise ValueError("chance needs training labels and test labels")
    trained, tested = Counter(train_labels), Counter(test_labels)
    known = sum(tested[label] for label in trained)
    majority = trained.most_common(1)[0][0]
    drawn = sum(count * tested[label] for label, count in trained.items())
    return {
        "uniform": known / len(trained) / len(test_labels),
        "proportional": drawn / len(train_labels) / len(test_labels),
        "majority": tested[majority] / len(test_labels),
    }
