"""
en: Two linear layers without ReLU in between, which are one.
fa: دو لایهٔ خطی بدون ReLU در میانشان، که در واقع یکی است.
check: test_the_head_is_what_was_asked
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        logits = self.output(self.dropout(self.linear(self.norm(mean))))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SequenceClassifierOutput(loss=loss, logits=logits)
