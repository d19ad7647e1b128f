"""
en: The dropout comes last, on the logits: classes are dropped instead of features.
fa: دراپ‌اوت در آخر و روی logit می‌آید: به جای ویژگی‌ها کلاس‌ها حذف می‌شوند.
check: test_dropout_in_training_only
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        logits = self.dropout(self.output(torch.relu(self.linear(self.norm(mean)))))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SequenceClassifierOutput(loss=loss, logits=logits)
