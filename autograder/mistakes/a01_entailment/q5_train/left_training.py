"""
en: The model is left in training mode: its predictions have dropout in them.
fa: مدل در حالت آموزش می‌ماند: پیش‌بینی‌هایش دراپ‌اوت دارد.
check: test_the_best_epoch_is_restored
"""


def fit(model, epochs, validation, optimizer, scheduler=None, metric="accuracy"):
    if metric not in METRICS:
        raise ValueError(f"unknown metric {metric}")
    start = copy.deepcopy(model.state_dict())
    best_state, best_epoch, best_value = start, None, -math.inf
    history = []
    for epoch, batches in enumerate(epochs):
        scores = {"train_loss": train_epoch(model, batches, optimizer, scheduler)}
        scores |= evaluate(model, validation)
        history.append(scores)
        value = scores["accuracy"] if metric == "accuracy" else -scores["loss"]
        if all(map(math.isfinite, scores.values())) and value > best_value:
            best_epoch, best_value = epoch, value
            best_state = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    model.train()
    if best_epoch is None:
        raise ValueError("no sound epoch")
    return {"history": history, "best_epoch": best_epoch}
