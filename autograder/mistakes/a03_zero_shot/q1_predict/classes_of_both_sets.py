"""
en: The uniform guesser also guesses classes that only the test set has.
fa: حدس‌زنِ یکنواخت رده‌هایی را هم حدس می‌زند که فقط در مجموعهٔ آزمون هست.
check: test_chance_follows_from_the_class_balance
"""

from collections import Counter


def chance_levels(train_labels, test_labels):
    if not train_labels or not test_labels:
        raise ValueError("chance needs training labels and test labels")
    trained, tested = Counter(train_labels), Counter(test_labels)
    majority = min(trained, key=lambda label: (-trained[label], label))
    drawn = sum(count * tested[label] for label, count in trained.items())
    return {
        "uniform": 1 / len(trained | tested),
        "proportional": drawn / len(train_labels) / len(test_labels),
        "majority": tested[majority] / len(test_labels),
    }
