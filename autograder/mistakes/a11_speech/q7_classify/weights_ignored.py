"""
en: The class weights are kept and never used in the loss.
fa: وزن کلاس‌ها نگه داشته می‌شود ولی هرگز در زیان به کار نمی‌رود.
check: test_the_loss_weighs_the_classes
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        logits = self.output(self.dropout(torch.relu(self.linear(self.norm(mean)))))
        loss = None if labels is None else functional.cross_entropy(logits, labels)
        return SequenceClassifierOutput(loss=loss, logits=logits)
