"""
en: The norm is applied to each frame before the mean, not to the mean.
fa: نُرم پیش از میانگین بر تک‌تک قاب‌ها اعمال می‌شود، نه بر میانگین.
check: test_the_head_is_what_was_asked
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        hidden = self.norm(self.encoder(input_values, attention_mask=attention_mask).last_hidden_state)
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        logits = self.output(self.dropout(torch.relu(self.linear(mean))))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SequenceClassifierOutput(loss=loss, logits=logits)
