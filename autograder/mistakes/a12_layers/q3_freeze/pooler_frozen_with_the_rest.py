"""
en: The pooler, which belongs to “bert.…”, is frozen together with the layers below.
fa: pooler که جزو «bert.…» است همراه لایه‌های زیرین منجمد می‌شود.
check: test_the_last_layer_is_counted_from_the_model
"""


def freeze_all_but_last_layer(model):
    last = f"bert.encoder.layer.{model.config.num_hidden_layers - 1}."
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith((last, "classifier."))
