"""Question 3: freeze parts of a BERT classifier by name, so that an optimiser leaves their weights alone."""

from transformers import BertForSequenceClassification


def freeze_first_layers(model: BertForSequenceClassification, n: int, embeddings: bool = True) -> None:
    """Freeze the first n encoder layers of a classifier, in place.

    A frozen parameter has `requires_grad == False`. Parameters are picked by name (`bert.encoder.layer.3.…`
    is layer 3, counted from 0), never by their position among `model.parameters()`: that order is nobody's
    promise.

    Args:
        model: a classifier with `model.config.num_hidden_layers` encoder layers.
        n: how many layers to freeze, from the bottom; 0 freezes none of them, all of them is allowed too.
        embeddings: whether the embeddings (`bert.embeddings.…`, their layer norm with them) are frozen too.

    Returns:
        Nothing. Whatever is not to be frozen keeps the `requires_grad` that it had.

    Raises:
        ValueError: n is not within 0..num_hidden_layers; the model is then left as it was.

    Source:
        Lee, Tang and Lin, "What Would Elsa Do? Freezing Layers During Transformer Fine-Tuning" (2019),
        section 3.
    """
    raise NotImplementedError("q3_freeze.freeze_first_layers")


def freeze_all_but_last_layer(model: BertForSequenceClassification) -> None:
    """Leave only the last encoder layer, the pooler and the classifier trainable, in place.

    The last layer is the one numbered `model.config.num_hidden_layers - 1`, however many layers there are.
    Every parameter is set to frozen or trainable, whatever it was before the call.

    Args:
        model: a classifier with at least one encoder layer.
    """
    raise NotImplementedError("q3_freeze.freeze_all_but_last_layer")


def freeze_all_but_classifier(model: BertForSequenceClassification) -> None:
    """Leave only the classifier trainable and freeze all the rest, the pooler too, in place.

    Every parameter is set to frozen or trainable, whatever it was before the call.

    Args:
        model: a classifier; its own parameters are those named `classifier.…`.
    """
    raise NotImplementedError("q3_freeze.freeze_all_but_classifier")


def count_parameters(model: BertForSequenceClassification) -> dict[str, int]:
    """Count the weights of a model.

    Args:
        model: any model.

    Returns:
        `{"trainable": ..., "total": ...}`: how many numbers (not tensors) the parameters with
        `requires_grad` hold, and how many all parameters hold.

    Example:
        >>> model = torch.nn.Linear(3, 2)      # 6 weights and 2 biases
        >>> model.bias.requires_grad = False
        >>> count_parameters(model)
        {'trainable': 6, 'total': 8}
    """
    raise NotImplementedError("q3_freeze.count_parameters")
