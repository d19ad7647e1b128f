"""
en: The first parameters of model.parameters() are frozen: 5 of the embeddings and 16 for each layer.
fa: نخستین پارامترهای model.parameters() منجمد می‌شوند: 5 تا برای تعبیه‌ها و 16 تا برای هر لایه.
check: test_first_layers_are_picked_by_number
"""


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    parameters = list(model.parameters())
    for parameter in parameters[0 if embeddings else 5 : 5 + 16 * n]:
        parameter.requires_grad = False
