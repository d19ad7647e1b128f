"""
en: The frames' mask is transformers' own, which calls the padding of a clip without a frame real.
fa: ماسک قاب‌ها از خود transformers است که پُرکنندهٔ قطعهٔ بی‌قاب را واقعی می‌داند.
check: test_padding_and_batch_mates_do_not_matter
"""

import torch


def _real_frames(hidden, attention_mask, config):
    model = HubertModel.__new__(HubertModel)
    torch.nn.Module.__init__(model)
    model.config = config
    if attention_mask is None:
        return torch.ones(hidden.shape[:2], dtype=torch.bool)
    return model._get_feature_vector_attention_mask(hidden.shape[1], attention_mask)
