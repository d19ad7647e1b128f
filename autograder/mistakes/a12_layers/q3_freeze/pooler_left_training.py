"""
en: Only embeddings and encoder are frozen: the pooler goes on training.
fa: فقط تعبیه‌ها و encoder منجمد می‌شوند و pooler همچنان آموزش می‌بیند.
check: test_the_classifier_alone_trains
"""


def freeze_all_but_classifier(model):
    for name, parameter in model.named_parameters():
        parameter.requires_grad = not name.startswith(("bert.embeddings.", "bert.encoder."))
