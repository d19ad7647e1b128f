"""
en: English is scored twice; there is never a gap.
fa: انگلیسی دو بار سنجیده می‌شود و هرگز شکافی نیست.
check: test_both_languages_are_scored
"""

import torch


def score_languages(model, tokenizer, rows):
    labels = torch.tensor([LABELS.index(row["category"]) for row in rows])
    english, persian = (
        (predict(model, tokenizer, [row["source"] for row in rows]).argmax(dim=1) == labels)
        .double()
        .mean()
        .item()
        for _ in ("source", "targets")
    )
    return {"in_distribution": english, "out_of_distribution": persian, "gap": english - persian}
