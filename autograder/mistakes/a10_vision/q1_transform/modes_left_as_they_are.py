"""
en: The pictures go to the processor as they are, and a grey one ends in an error.
fa: تصویرها همان‌طور که هستند به پردازشگر داده می‌شوند و تصویر خاکستری به خطا می‌رسد.
check: test_a_batch_takes_one_call
"""


def transform_batch(examples, processor):
    pixel_values = processor(examples["img"], return_tensors="pt")["pixel_values"]
    return {"pixel_values": pixel_values, "labels": list(examples["label"])}
