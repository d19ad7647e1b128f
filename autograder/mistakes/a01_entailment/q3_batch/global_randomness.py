"""
en: Python's own random numbers are used in place of the generator.
fa: به‌جای generator از اعداد تصادفی خودِ پایتون استفاده می‌شود.
check: test_the_generator_decides
"""

import random


def grouped_batches(lengths, batch_size, generator, pool=16):
    order = random.sample(range(len(lengths)), len(lengths))
    batches = []
    for start in range(0, len(order), pool * batch_size):
        near = sorted(order[start : start + pool * batch_size], key=lambda index: lengths[index])
        batches += [near[first : first + batch_size] for first in range(0, len(near), batch_size)]
    random.shuffle(batches)
    return batches
