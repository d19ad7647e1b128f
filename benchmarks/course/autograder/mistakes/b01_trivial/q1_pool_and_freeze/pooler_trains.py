"""The pooler left trainable.

en: The pooler belongs to the encoder and must be frozen too.
fa: pooler بخشی از رمزگذار است و باید منجمد شود.
check: test_only_the_classifier_trains
"""

from transformers import BertForSequenceClassification


def freeze_encoder(model: BertForSequenceClassification) -> None:
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith(("bert.pooler.", "classifier."))
