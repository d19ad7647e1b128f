"""
en: The error comes after the embeddings have been frozen.
fa: خطا پس از آن می‌آید که تعبیه‌ها منجمد شده‌اند.
check: test_impossible_numbers_of_layers_raise
"""


def freeze_first_layers(model, n, embeddings=True):
    if embeddings:
        model.bert.embeddings.requires_grad_(False)
    if not 0 <= n <= model.config.num_hidden_layers:
        raise ValueError(f"{n} layers")
    for module in model.bert.encoder.layer[:n]:
        module.requires_grad_(False)
