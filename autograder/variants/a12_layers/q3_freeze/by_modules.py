"""Freezes whole modules with requires_grad_ instead of going through the names."""


def freeze_first_layers(model, n, embeddings=True):
    layers = model.base_model.encoder.layer
    if n not in range(len(layers) + 1):
        raise ValueError(f"there are {len(layers)} layers, not {n}")
    for layer in layers[:n]:
        layer.requires_grad_(False)
    if embeddings:
        model.base_model.embeddings.requires_grad_(False)


def freeze_all_but_last_layer(model):
    model.requires_grad_(False)
    for module in (model.base_model.encoder.layer[-1], model.base_model.pooler, model.classifier):
        module.requires_grad_(True)


def freeze_all_but_classifier(model):
    model.requires_grad_(False)
    model.classifier.requires_grad_()


def count_parameters(model):
    counts = {"trainable": 0, "total": 0}
    for parameter in model.parameters():
        counts["total"] += parameter.numel()
        counts["trainable"] += parameter.numel() * parameter.requires_grad
    return counts
