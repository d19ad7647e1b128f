"""
en: Only the model's direct children are looked at; a frozen block inside a list that trains in part is overlooked.
fa: فقط فرزندان مستقیم مدل بررسی می‌شوند؛ بلوک منجمد درونِ فهرستی که بخشی از آن آموزش می‌بیند از قلم می‌افتد.
check: test_frozen_statistics_stand_still
"""


def training_mode(model):
    model.train()
    for module in model.children():
        parameters = list(module.parameters())
        if parameters and not any(parameter.requires_grad for parameter in parameters):
            module.eval()
