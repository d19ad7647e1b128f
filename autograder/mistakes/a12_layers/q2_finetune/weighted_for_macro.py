"""
en: F1 is weighted by the size of the classes, so that the rare ones hardly count.
fa: F1 با اندازهٔ رده‌ها وزن‌دار شده و رده‌های کم‌شمار تقریباً به حساب نمی‌آیند.
check: test_scores_of_unbalanced_classes
"""


def evaluate(logits, labels):
    predicted = logits.argmax(dim=-1)
    macro = 0.0
    for label in labels.unique():
        hits = ((predicted == label) & (labels == label)).sum().item()
        mentions = (predicted == label).sum().item() + (labels == label).sum().item()
        macro += 2 * hits / mentions * (labels == label).double().mean().item()
    return {"accuracy": (predicted == labels).double().mean().item(), "macro_f1": macro}
