"""
en: The loss is computed from probabilities, to which it applies the softmax once more.
fa: زیان از احتمال‌ها حساب می‌شود و softmax بار دیگر بر آن‌ها اعمال می‌شود.
check: test_the_loss_weighs_the_classes
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        logits = self.output(self.dropout(torch.relu(self.linear(self.norm(mean)))))
        loss = (
            None
            if labels is None
            else functional.cross_entropy(logits.softmax(1), labels, self.class_weights)
        )
        return SequenceClassifierOutput(loss=loss, logits=logits)
