"""
en: The labels are put together as floats, which no cross-entropy takes for classes.
fa: برچسب‌ها به صورت float کنار هم می‌آیند که آنتروپی متقاطع آن‌ها را کلاس نمی‌داند.
check: test_rows_become_a_batch
"""


def collate(rows):
    return {
        "pixel_values": torch.stack([row["pixel_values"] for row in rows]),
        "labels": torch.tensor([float(row["labels"]) for row in rows]),
    }
