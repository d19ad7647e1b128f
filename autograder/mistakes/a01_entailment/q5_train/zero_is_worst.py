"""
en: The search starts from 0: an accuracy of 0 is never better, and no loss is.
fa: جست‌وجو از 0 آغاز می‌شود: دقت 0 هیچ‌وقت بهتر نیست.
check: test_ties_and_the_metric
"""


def fit(model, epochs, validation, optimizer, scheduler=None, metric="accuracy"):
    if metric not in METRICS:
        raise ValueError(f"unknown metric {metric}")
    start = copy.deepcopy(model.state_dict())
    best_state, best_epoch, best_value = start, None, 0.0 if metric == "accuracy" else -math.inf
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
    model.eval()
    if best_epoch is None:
        raise ValueError("no sound epoch")
    return {"history": history, "best_epoch": best_epoch}
