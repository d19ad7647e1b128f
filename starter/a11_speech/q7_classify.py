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
        raise NotImplementedError("q7_classify.EmotionClassifier.__init__")

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
        raise NotImplementedError("q7_classify.EmotionClassifier.forward")
