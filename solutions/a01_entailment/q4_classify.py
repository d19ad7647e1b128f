"""Question 4: a classifier of pairs over any encoder: its first token, dropout, a linear layer."""

from jaxtyping import Int
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel
from transformers.modeling_outputs import SequenceClassifierOutput


class PairClassifier(nn.Module):
    """Any encoder of the transformers library under a classification head.

    Its parts have these names, on which checks and saved weights rely:

    - `encoder`: the model that was given, itself and not a copy; D = `encoder.config.hidden_size`;
    - `dropout`: nn.Dropout; `classifier`: nn.Linear, D → num_labels.

    It has no other parts. In particular it does not use the encoder's pooler: some encoders have none, and that of XLM-R
    is random.
    """

    def __init__(self, encoder: PreTrainedModel, num_labels: int, dropout: float = 0.1) -> None:
        """Put a fresh head on an encoder.

        Args:
            encoder: what `AutoModel.from_pretrained` gives, whatever its architecture.
            num_labels: how many classes.
            dropout: the share of the D features that are dropped, in training mode only.

        The head knows nothing yet, and should say so: the classifier's weights are drawn from a normal distribution with
        mean 0 and standard deviation 0.02, its biases are 0; then all classes are about equally probable. (The
        default of nn.Linear is wider and has biases.)
        """
        super().__init__()
        # BEGIN SOLUTION
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(encoder.config.hidden_size, num_labels)
        nn.init.normal_(self.classifier.weight, std=0.02)
        nn.init.zeros_(self.classifier.bias)
        # END SOLUTION

    def forward(
        self,
        input_ids: Int[Tensor, "batch length"],
        attention_mask: Int[Tensor, "batch length"] | None = None,
        token_type_ids: Int[Tensor, "batch length"] | None = None,
        labels: Int[Tensor, " batch"] | None = None,
    ) -> SequenceClassifierOutput:
        """Classify a batch of pairs, as `collate` makes it.

        The logits are the classifier's of the dropout of the first position of the encoder's last hidden state (no tanh,
        no pooler). Padding on the right and the other pairs of the batch do not matter to a pair.

        Args:
            input_ids: (B, T).
            attention_mask: (B, T), 1 on tokens and 0 on padding; None: there is no padding.
            token_type_ids: (B, T) or None. They are passed on only to an encoder that tells types apart, that is when
                `encoder.config.type_vocab_size` exists and is more than 1; any other would fail on a type 1.
            labels: (B,), int64.

        Returns:
            `.logits` (B, num_labels), and `.loss`: the mean over the batch of the cross-entropy of the logits, None
            without labels.
        """
        # BEGIN SOLUTION
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask}
        if token_type_ids is not None and getattr(self.encoder.config, "type_vocab_size", 0) > 1:
            inputs["token_type_ids"] = token_type_ids
        first = self.encoder(**inputs).last_hidden_state[:, 0]  # (B, D)
        logits = self.classifier(self.dropout(first))
        loss = None if labels is None else functional.cross_entropy(logits, labels)
        return SequenceClassifierOutput(loss=loss, logits=logits)
        # END SOLUTION
