"""Question 7: HuBERT under a classification head, with a loss that weighs the classes."""

from typing import cast

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional
from transformers import HubertConfig, HubertModel
from transformers.modeling_outputs import SequenceClassifierOutput


class EmotionClassifier(nn.Module):
    """HuBERT, the mean of its real frames, and a head of norm, linear, ReLU, dropout and linear.

    Its parts have these names, on which the checks and the saved weights rely:

    - `encoder`: the HubertModel that was given, itself and not a copy, with D = `encoder.config.hidden_size`;
    - `norm`: LayerNorm over D; `linear`: D → H; ReLU; `dropout`; `output`: H → num_labels;
    - `class_weights`: a buffer, None without weights. A buffer is moved and saved with the module, but it is not a
      parameter: no optimiser learns it.
    """

    def __init__(
        self,
        encoder: HubertModel,
        num_labels: int,
        *,
        hidden_size: int = 128,
        dropout: float = 0.2,
        class_weights: Float[Tensor, " labels"] | None = None,
    ) -> None:
        """Put a head on an encoder and freeze the encoder's convolutions.

        Args:
            encoder: a HubertModel. All parameters of its `feature_extractor` are frozen (`requires_grad` False); all
                others keep the flag that they have. (Its method `_freeze_parameters` also keeps the convolutions out
                of the graph: by the flags alone, transformers still goes back through them in training mode.)
            num_labels: how many classes.
            hidden_size: H, the width of the head.
            dropout: the share of the H features that are dropped, in training mode only.
            class_weights: (num_labels,), what the examples of each class count in the loss.

        Raises:
            ValueError: there are class weights, but not `num_labels` of them.
        """
        super().__init__()
        # BEGIN SOLUTION
        if class_weights is not None and class_weights.shape != (num_labels,):
            raise ValueError(f"{num_labels} labels, but class weights of shape {tuple(class_weights.shape)}")
        self.encoder = encoder
        self.encoder.feature_extractor._freeze_parameters()
        self.norm = nn.LayerNorm(encoder.config.hidden_size)
        self.linear = nn.Linear(encoder.config.hidden_size, hidden_size)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(hidden_size, num_labels)
        self.register_buffer("class_weights", class_weights)
        # END SOLUTION

    def forward(
        self,
        input_values: Float[Tensor, "batch samples"],
        attention_mask: Int[Tensor, "batch samples"] | None = None,
        labels: Int[Tensor, " batch"] | None = None,
    ) -> SequenceClassifierOutput:
        """Classify a batch of waveforms.

        The padding has no part in the logits: the encoder gets the mask of samples and makes its own mask of frames
        from it, and the mean is over the real frames alone (those that `encoder.config.conv_kernel` and
        `.conv_stride` make of the real samples). So a clip has the same logits alone, in a batch, and behind any
        padding. This holds with `feat_extract_norm="layer"`, as in mini-hubert; with "group", as in
        `facebook/hubert-base-ls960`, the first norm of the encoder itself takes in the padding.

        Args:
            input_values: (B, T), padded on the right.
            attention_mask: (B, T), 1 on samples and 0 on padding; None: there is no padding. For a clip that is too
                short for a single frame, the head gets zeros as the mean.
            labels: (B,), int64.

        Returns:
            `.logits` (B, num_labels), and `.loss`: None without labels, else the cross-entropy
            Σ w[yᵢ] · (−log p[yᵢ]) / Σ w[yᵢ], where w are the class weights, or 1 without them.
        """
        # BEGIN SOLUTION
        hidden = self.encoder(input_values, attention_mask=attention_mask).last_hidden_state  # (B, F, D)
        real = _real_frames(hidden, attention_mask, self.encoder.config)[:, :, None]
        mean = hidden.masked_fill(~real, 0.0).sum(1) / real.sum(1).clamp(min=1)
        features = torch.relu(self.linear(self.norm(mean)))
        logits = self.output(self.dropout(features))
        weights = cast("Tensor | None", self.class_weights)
        loss = None if labels is None else functional.cross_entropy(logits, labels, weights)
        return SequenceClassifierOutput(loss=loss, logits=logits)
        # END SOLUTION


# BEGIN SOLUTION
def _real_frames(hidden: Tensor, attention_mask: Tensor | None, config: HubertConfig) -> Tensor:
    """(B, F), True on the frames that see samples only."""
    count, frames, _ = hidden.shape
    if attention_mask is None:
        return torch.ones(count, frames, dtype=torch.bool, device=hidden.device)
    lengths = attention_mask.sum(1)
    for kernel, stride in zip(config.conv_kernel, config.conv_stride, strict=True):
        lengths = ((lengths - kernel) // stride + 1).clamp(min=0)
    return torch.arange(frames, device=hidden.device) < lengths[:, None]


# END SOLUTION
