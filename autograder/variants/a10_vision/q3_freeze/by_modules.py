"""Freezes and sets modes module by module, in recursion, without a single name of a parameter."""


def _parts(model):
    if hasattr(model, "deit"):
        return (
            model.deit.layers,
            [model.deit.layernorm],
            ["classifier", "cls_classifier", "distillation_classifier"],
        )
    if hasattr(model, "blocks"):
        return model.blocks, [model.norm, model.fc_norm], ["head", "head_dist"]
    raise ValueError(f"{type(model).__name__} is no vision transformer that I know")


def freeze_all_but_last_block(model):
    blocks, norms, heads = _parts(model)
    model.requires_grad_(False)
    for module in (blocks[-1], *norms, *(getattr(model, head) for head in heads if hasattr(model, head))):
        module.requires_grad_(True)


def count_parameters(model):
    parameters = {id(parameter): parameter for module in model.modules() for parameter in module.parameters()}
    trainable = [parameter for parameter in parameters.values() if parameter.requires_grad]
    return {
        "trainable": sum(parameter.nelement() for parameter in trainable),
        "total": sum(parameter.nelement() for parameter in parameters.values()),
    }


def training_mode(model):
    flags = [parameter.requires_grad for parameter in model.parameters()]
    if flags and True not in flags:
        model.eval()
        return
    model.training = True
    for child in model.children():
        if next(child.parameters(), None) is None:
            child.train()
        else:
            training_mode(child)
