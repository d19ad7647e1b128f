"""
en: The model itself counts as frozen, for its own parameters (tokens, positions) are, and eval() reaches all in it.
fa: خودِ مدل منجمد شمرده می‌شود، چون پارامترهای خودش (توکن‌ها و جایگاه‌ها) منجمدند، و eval() به همهٔ درونش می‌رسد.
check: test_frozen_statistics_stand_still
"""


def training_mode(model):
    model.train()
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        if own and not any(parameter.requires_grad for parameter in own):
            module.eval()
