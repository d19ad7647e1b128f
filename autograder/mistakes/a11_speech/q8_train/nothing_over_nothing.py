"""
en: A class without clips, or never said, is divided by zero and gets NaN.
fa: رده‌ای که قطعه ندارد یا هرگز گفته نشده بر صفر تقسیم می‌شود و NaN می‌گیرد.
check: test_report_scores_every_class
"""


def report(labels, predictions, names):
    matrix = confusion_matrix(labels, predictions, len(names)).double()
    hits, said, support = matrix.diag(), matrix.sum(0), matrix.sum(1)

    def ratio(part: Tensor, whole: Tensor) -> Tensor:
        return part / whole

    precision, recall, f1 = ratio(hits, said), ratio(hits, support), ratio(2 * hits, said + support)
    return {
        "classes": {
            name: {
                "precision": precision[index].item(),
                "recall": recall[index].item(),
                "f1": f1[index].item(),
                "support": int(support[index]),
            }
            for index, name in enumerate(names)
        },
        "accuracy": ratio(hits.sum(), support.sum()).item(),
        "macro_f1": f1.mean().item(),
    }
