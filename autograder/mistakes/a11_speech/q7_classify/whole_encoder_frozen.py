"""
en: The whole encoder is frozen: only the head learns.
fa: همهٔ encoder منجمد می‌شود و فقط سر یاد می‌گیرد.
check: test_convolutions_are_frozen_and_the_rest_learns
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def __init__(self, encoder, num_labels, **settings):
        super().__init__(encoder, num_labels, **settings)
        self.encoder.requires_grad_(False)
