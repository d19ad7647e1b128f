"""
en: Proportional guessing is Σ p² of the training shares, as if the test set had the same balance.
fa: حدس متناسب Σ p² سهم‌های آموزش گرفته می‌شود، انگار توازن مجموعهٔ آزمون همان است.
check: test_chance_follows_from_the_class_balance
"""

from collections import Counter


def chance_levels(train_labels, test_labels):
    if not train_labels or not test_labels:
        raise ValueError("chance needs training labels and test labels")
    trained, tested = Counter(train_labels), Counter(test_labels)
    known = sum(tested[label] for label in trained)
    majority = min(trained, key=lambda label: (-trained[label], label))
    drawn = sum(count * count for count in trained.values()) / len(train_labels) * len(test_labels)
    return {
        "uniform": known / len(trained) / len(test_labels),
        "proportional": drawn / len(train_labels) / len(test_labels),
        "majority": tested[majority] / len(test_labels),
    }
