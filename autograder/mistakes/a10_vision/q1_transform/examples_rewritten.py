"""
en: The results are written into the dictionary that came in, and its columns are taken out.
fa: نتیجه در همان دیکشنری ورودی نوشته می‌شود و ستون‌هایش برداشته می‌شوند.
check: test_the_examples_stay_as_they_were
"""


def transform_batch(examples, processor):
    images = [image.convert("RGB") for image in examples.pop("img")]
    examples["pixel_values"] = processor(images, return_tensors="pt")["pixel_values"]
    examples["labels"] = examples.pop("label")
    return examples
