"""
en: The processor is called for each picture by itself.
fa: پردازشگر برای هر تصویر جداگانه فراخوانده می‌شود.
check: test_a_batch_takes_one_call
"""


def transform_batch(examples, processor):
    pixels = [
        processor(image.convert("RGB"), return_tensors="pt")["pixel_values"] for image in examples["img"]
    ]
    return {"pixel_values": torch.cat(pixels), "labels": list(examples["label"])}
