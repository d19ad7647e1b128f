"""
en: The first epoch is the best to begin with: after a NaN nothing compares as better.
fa: دورهٔ اول از آغاز بهترین است: بعد از NaN هیچ مقایسه‌ای برنده ندارد.
check: test_broken_epochs_are_never_best
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
        if best_epoch is None or value > best_value:
            best_epoch, best_value = epoch, value
            best_state = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    model.eval()
    if best_epoch is None:
        raise ValueError("no sound epoch")
    return {"history": history, "best_epoch": best_epoch}
