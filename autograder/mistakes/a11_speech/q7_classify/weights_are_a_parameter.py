"""
en: The class weights are a parameter, and the optimiser lowers the loss by lowering them.
fa: وزن کلاس‌ها پارامتر است و بهینه‌ساز با کم کردنش زیان را کم می‌کند.
check: test_class_weights_are_a_buffer
"""

from torch import nn

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def __init__(self, encoder, num_labels, **settings):
        super().__init__(encoder, num_labels, **settings)
        weights = self.class_weights
        del self.class_weights
        self.class_weights = None if weights is None else nn.Parameter(weights)
