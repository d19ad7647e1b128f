"""
en: The last layer is taken to be number 11, whatever the model.
fa: لایهٔ آخر، هر مدلی که باشد، شمارهٔ 11 فرض شده است.
check: test_the_last_layer_is_counted_from_the_model
"""


def freeze_all_but_last_layer(model):
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith(("bert.encoder.layer.11.", "bert.pooler.", "classifier."))
