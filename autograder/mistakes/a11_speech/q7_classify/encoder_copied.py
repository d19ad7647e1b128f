"""
en: The classifier trains a copy of the encoder.
fa: دسته‌بند رونوشتی از encoder را آموزش می‌دهد.
check: test_the_head_is_what_was_asked
"""

import copy

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def __init__(self, encoder, num_labels, **settings):
        super().__init__(copy.deepcopy(encoder), num_labels, **settings)
