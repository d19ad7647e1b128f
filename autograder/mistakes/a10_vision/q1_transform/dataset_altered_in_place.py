"""
en: set_transform is called on the given data set, which from then on gives tensors to everybody.
fa: set_transform روی همان مجموعه‌دادهٔ داده‌شده صدا زده می‌شود و از آن پس به همه تنسور می‌دهد.
check: test_the_given_dataset_stays_as_it_was
"""


def prepare(dataset, processor):
    dataset.set_transform(partial(transform_batch, processor=processor))
    return dataset
