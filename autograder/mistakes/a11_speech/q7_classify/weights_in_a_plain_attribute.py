"""
en: The class weights are a plain attribute: they stay behind when the module moves, and are not saved.
fa: وزن کلاس‌ها صفتی ساده است: هنگام جابه‌جایی ماژول جا می‌ماند و ذخیره نمی‌شود.
check: test_class_weights_are_a_buffer
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def __init__(self, encoder, num_labels, **settings):
        super().__init__(encoder, num_labels, **settings)
        weights = self.class_weights
        del self.class_weights
        self.class_weights = weights
