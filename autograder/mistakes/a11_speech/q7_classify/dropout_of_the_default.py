"""
en: The head drops 20 %, whatever was asked.
fa: سر 20 درصد را حذف می‌کند، هر چه خواسته شده باشد.
check: test_dropout_in_training_only
"""

from torch import nn

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def __init__(self, encoder, num_labels, **settings):
        super().__init__(encoder, num_labels, **settings)
        self.dropout = nn.Dropout(0.2)
