"""
en: The best epoch is the one with the lowest training loss, which is nearly always the last.
fa: بهترین دوره آن است که هزینهٔ آموزشش کمترین است، یعنی تقریباً همیشه آخری.
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
        value = -scores["train_loss"]
        if all(map(math.isfinite, scores.values())) and value > best_value:
            best_epoch, best_value = epoch, value
            best_state = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    model.eval()
    if best_epoch is None:
        raise ValueError("no sound epoch")
    return {"history": history, "best_epoch": best_epoch}
