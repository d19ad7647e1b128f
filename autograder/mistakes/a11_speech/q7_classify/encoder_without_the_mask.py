"""
en: The mean is masked, but the encoder gets no mask: its attention looks at the padding.
fa: میانگین ماسک دارد ولی encoder ماسک نمی‌گیرد: توجهش به پُرکننده هم نگاه می‌کند.
check: test_padding_and_batch_mates_do_not_matter
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        hidden = self.encoder(input_values).last_hidden_state
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        logits = self.output(self.dropout(torch.relu(self.linear(self.norm(mean)))))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SequenceClassifierOutput(loss=loss, logits=logits)
