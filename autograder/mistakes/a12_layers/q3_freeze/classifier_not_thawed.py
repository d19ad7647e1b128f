"""
en: The encoder is frozen, but a classifier that was frozen before is not set to train.
fa: encoder منجمد می‌شود ولی classifier که از پیش منجمد بوده آموزش‌پذیر نمی‌شود.
check: test_the_classifier_alone_trains
"""


def freeze_all_but_classifier(model):
    for parameter in model.bert.parameters():
        parameter.requires_grad = False
