"""
en: The encoder runs under torch.no_grad(): its flags say that it trains, and no gradient arrives.
fa: encoder زیر torch.no_grad() اجرا می‌شود: پرچم‌هایش می‌گویند آموزش می‌بیند و هیچ گرادیانی نمی‌رسد.
check: test_convolutions_are_frozen_and_the_rest_learns
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        with torch.no_grad():
            hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        logits = self.output(self.dropout(torch.relu(self.linear(self.norm(mean)))))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SequenceClassifierOutput(loss=loss, logits=logits)
