"""
en: The best epoch is named, and the model keeps the weights of the last.
fa: بهترین دوره نام برده می‌شود ولی مدل با وزن‌های آخرین دوره می‌ماند.
check: test_the_best_epoch_is_restored
"""


def fit(model, epochs, validation, optimizer, scheduler=None, metric="accuracy"):
    if metric not in METRICS:
        raise ValueError(f"unknown metric {metric}")
    start = copy.deepcopy(model.state_dict())
    best_epoch, best_value = None, -math.inf
    history = []
    for epoch, batches in enumerate(epochs):
        scores = {"train_loss": train_epoch(model, batches, optimizer, scheduler)}
        scores |= evaluate(model, validation)
        history.append(scores)
        value = scores["accuracy"] if metric == "accuracy" else -scores["loss"]
        if all(map(math.isfinite, scores.values())) and value > best_value:
            best_epoch, best_value = epoch, value
    if best_epoch is None:
        model.load_state_dict(start)
    model.eval()
    if best_epoch is None:
        raise ValueError("no sound epoch")
    return {"history": history, "best_epoch": best_epoch}
