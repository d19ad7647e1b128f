"""
en: Only the pictures come out; the labels are lost on the way.
fa: فقط تصویرها بیرون می‌آیند و برچسب‌ها در راه گم می‌شوند.
check: test_a_batch_takes_one_call
"""


def transform_batch(examples, processor):
    images = [image.convert("RGB") for image in examples["img"]]
    return {"pixel_values": processor(images, return_tensors="pt")["pixel_values"]}
