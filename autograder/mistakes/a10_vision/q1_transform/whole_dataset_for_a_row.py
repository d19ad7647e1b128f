"""
en: The transform is there, but reading a row prepares the whole data set first.
fa: تبدیل هست، ولی خواندن یک ردیف نخست همهٔ مجموعه‌داده را آماده می‌کند.
check: test_nothing_is_decoded_before_it_is_read
"""


class _Prepared:
    def __init__(self, dataset, processor):
        self.dataset, self.processor = dataset, processor

    def __len__(self):
        return len(self.dataset)

    def __getitem__(self, index):
        whole = transform_batch(self.dataset[:], self.processor)
        return {key: column[index] for key, column in whole.items()}


def prepare(dataset, processor):
    return _Prepared(dataset, processor)
