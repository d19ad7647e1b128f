"""
en: last_hidden_state.mean(1), as in the published report: the padding is averaged in.
fa: last_hidden_state.mean(1)، همان‌طور که در گزارش منتشرشده: پُرکننده هم در میانگین می‌آید.
check: test_padding_and_batch_mates_do_not_matter
"""

_Asked = EmotionClassifier


class EmotionClassifier(_Asked):
    def forward(self, input_values, attention_mask=None, labels=None):
        hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state
        mean = hidden.mean(1)
        logits = self.output(self.dropout(torch.relu(self.linear(self.norm(mean)))))
        loss = None if labels is None else functional.cross_entropy(logits, labels, self.class_weights)
        return SequenceClassifierOutput(loss=loss, logits=logits)
