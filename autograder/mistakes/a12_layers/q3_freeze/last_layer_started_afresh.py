"""
en: The layer that trains is initialised anew “to learn the task”, together with the pooler.
fa: لایه‌ای که آموزش می‌بیند، همراه pooler، «برای یادگیری وظیفه» از نو مقداردهی می‌شود.
check: test_learns_with_all_but_the_last_frozen
training: yes
"""


def freeze_all_but_last_layer(model):
    trained = (model.bert.encoder.layer[-1], model.bert.pooler, model.classifier)
    model.requires_grad_(False)
    for part in trained:
        part.requires_grad_(True)
        for module in part.modules():
            if hasattr(module, "reset_parameters"):
                module.reset_parameters()
