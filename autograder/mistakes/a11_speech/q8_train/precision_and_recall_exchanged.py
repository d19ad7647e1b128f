"""
en: Precision is divided by the clips of the class, recall by how often it was said.
fa: precision بر قطعه‌های رده تقسیم می‌شود و recall بر شمار دفعه‌هایی که گفته شده.
check: test_report_scores_every_class
"""

import torch


def report(labels, predictions, names):
    matrix = confusion_matrix(labels, predictions, len(names)).double()
    hits, said, support = matrix.diag(), matrix.sum(0), matrix.sum(1)

    def ratio(part: Tensor, whole: Tensor) -> Tensor:
        return torch.where(whole > 0, part / whole.clamp(min=1), 0.0)

    precision, recall, f1 = ratio(hits, support), ratio(hits, said), ratio(2 * hits, said + support)
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
