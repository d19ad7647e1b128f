"""
en: Parameters are only ever frozen; what was frozen before and has to train stays frozen.
fa: پارامترها فقط منجمد می‌شوند؛ آنچه از پیش منجمد بوده و باید آموزش ببیند منجمد می‌ماند.
check: test_the_last_layer_is_counted_from_the_model
"""


def freeze_all_but_last_layer(model):
    last = f"bert.encoder.layer.{model.config.num_hidden_layers - 1}."
    for name, parameter in model.named_parameters():
        if not name.startswith((last, "bert.pooler.", "classifier.")):
            parameter.requires_grad = False
