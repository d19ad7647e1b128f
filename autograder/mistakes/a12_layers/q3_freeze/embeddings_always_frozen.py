"""
en: The argument embeddings is ignored: the embeddings are frozen in any case.
fa: آرگومان embeddings نادیده گرفته می‌شود و تعبیه‌ها در هر حال منجمد می‌شوند.
check: test_embeddings_are_optional
"""


def freeze_first_layers(model, n, embeddings=True):
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    for module in (model.bert.embeddings, *model.bert.encoder.layer[:n]):
        for parameter in module.parameters():
            parameter.requires_grad = False
