"""
en: The gap has no sign: a language that does better counts as a loss.
fa: شکاف علامت ندارد: زبانی که بهتر باشد هم افت شمرده می‌شود.
check: test_both_languages_are_scored
"""

import torch


def score_languages(model, tokenizer, rows):
    labels = torch.tensor([LABELS.index(row["category"]) for row in rows])
    english, persian = (
        (predict(model, tokenizer, [row[side] for row in rows]).argmax(dim=1) == labels)
        .double()
        .mean()
        .item()
        for side in ("source", "targets")
    )
    return {"in_distribution": english, "out_of_distribution": persian, "gap": abs(english - persian)}
