"""
en: The convolutions train too.
fa: کانولوشن‌ها هم آموزش می‌بینند.
check: test_convolutions_are_frozen_and_the_rest_learns
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def __init__(self, encoder, num_labels, **settings):
        flags = [(parameter, parameter.requires_grad) for parameter in encoder.parameters()]
        super().__init__(encoder, num_labels, **settings)
        for parameter, flag in flags:
            parameter.requires_grad = flag
