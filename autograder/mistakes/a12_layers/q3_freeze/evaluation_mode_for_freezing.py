"""
en: eval() is taken for freezing: it turns dropout off, and the optimiser moves the weights as before.
fa: eval() به جای انجماد به کار رفته است: دراپ‌اوت را خاموش می‌کند و بهینه‌ساز همچنان وزن‌ها را جابه‌جا می‌کند.
check: test_frozen_weights_survive_a_step
"""


def freeze_all_but_classifier(model):
    model.bert.eval()
    for parameter in model.bert.parameters():
        parameter.grad = None
