"""Asks the embedding table itself, takes the first token by select, and writes the cross-entropy out."""

import torch
from torch import nn
from transformers.modeling_outputs import SequenceClassifierOutput


class PairClassifier(nn.Module):
    def __init__(self, encoder, num_labels, dropout=0.1):
        super().__init__()
        self.add_module("encoder", encoder)
        head = nn.Linear(encoder.config.hidden_size, num_labels)
        with torch.no_grad():
            head.weight.copy_(0.02 * torch.randn_like(head.weight))
            head.bias.fill_(0.0)
        self.dropout, self.classifier = nn.Dropout(p=dropout), head

    def forward(self, input_ids, attention_mask=None, token_type_ids=None, labels=None):
        if attention_mask is None:
            attention_mask = torch.ones_like(input_ids)
        table = getattr(self.encoder.embeddings, "token_type_embeddings", None)
        typed = token_type_ids is not None and table is not None and table.num_embeddings > 1
        states = self.encoder(
            input_ids, attention_mask=attention_mask, **({"token_type_ids": token_type_ids} if typed else {})
        )[0]
        logits = self.classifier(self.dropout(states.select(1, 0)))
        loss = None
        if labels is not None:
            loss = -logits.log_softmax(-1).gather(1, labels[:, None]).mean()
        return SequenceClassifierOutput(loss=loss, logits=logits)
