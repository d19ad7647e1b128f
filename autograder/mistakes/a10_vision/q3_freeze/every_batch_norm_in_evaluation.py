"""
en: All batch norms are put in evaluation mode, those that train too.
fa: همهٔ batch normها به حالت ارزیابی می‌روند، حتی آن‌هایی که آموزش می‌بینند.
check: test_frozen_statistics_stand_still
"""


def training_mode(model):
    model.train()
    for module in model.modules():
        parameters = list(module.parameters())
        frozen = parameters and not any(parameter.requires_grad for parameter in parameters)
        if frozen or isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.eval()
