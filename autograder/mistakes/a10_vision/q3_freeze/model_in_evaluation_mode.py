"""
en: The model itself is put in evaluation mode, for some of it is frozen (its tokens), and eval() reaches all in it.
fa: خودِ مدل به حالت ارزیابی می‌رود، چون بخشی از آن (توکن‌هایش) منجمد است، و eval() به همهٔ درونش می‌رسد.
check: test_frozen_statistics_stand_still
"""


def training_mode(model):
    model.train()
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        if own and not any(parameter.requires_grad for parameter in own):
            module.eval()
