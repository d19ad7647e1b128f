"""
en: The head is left with the default of nn.Linear, which is wider and has biases.
fa: سر با مقدار پیش‌فرض nn.Linear می‌ماند که پهن‌تر است و بایاس دارد.
check: test_an_untrained_head_is_unsure
"""


class PairClassifier(nn.Module):
    def __init__(self, encoder, num_labels, dropout=0.1):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(encoder.config.hidden_size, num_labels)
        self.num_labels = num_labels

    def forward(self, input_ids, attention_mask=None, token_type_ids=None, labels=None):
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask}
        if token_type_ids is not None and getattr(self.encoder.config, "type_vocab_size", 0) > 1:
            inputs["token_type_ids"] = token_type_ids
        first = self.encoder(**inputs).last_hidden_state[:, 0]
        logits = self.classifier(self.dropout(first))
        loss = None if labels is None else functional.cross_entropy(logits, labels)
        return SequenceClassifierOutput(loss=loss, logits=logits)
