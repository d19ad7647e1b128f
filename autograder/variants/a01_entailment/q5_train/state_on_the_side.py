"""The state cloned tensor by tensor, the best epoch found from the history afterwards."""

import math

import torch


def train_epoch(model, batches, optimizer, scheduler=None, max_norm=1.0):
    model.train()
    losses, sizes = [], []
    for batch in batches:
        model.zero_grad()
        optimizer.zero_grad(set_to_none=True)
        output = model(**batch)
        output.loss.backward()
        weights = [weight for group in optimizer.param_groups for weight in group["params"]]
        torch.nn.utils.clip_grad_norm_(weights, max_norm)
        optimizer.step()
        losses.append(float(output.loss))
        sizes.append(batch["labels"].shape[0])
        if scheduler:
            scheduler.step()
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)


@torch.inference_mode()
def evaluate(model, batches):
    mode = model.training
    model.train(False)
    losses, right = [], []
    for batch in batches:
        output = model(**batch)
        losses += [output.loss.item()] * len(batch["labels"])
        right += (output.logits.argmax(1) == batch["labels"]).tolist()
    model.train(mode)
    return {"loss": sum(losses) / len(losses), "accuracy": sum(right) / len(right)}


def fit(model, epochs, validation, optimizer, scheduler=None, metric="accuracy"):
    signs = {"accuracy": -1, "loss": 1}
    if metric not in signs:
        raise ValueError(metric)

    def snapshot():
        return {name: value.detach().clone() for name, value in model.state_dict().items()}

    history, best = [], (math.inf, -1, snapshot())
    for batches in epochs:
        loss = train_epoch(model, batches, optimizer, scheduler)
        history.append({"train_loss": loss, **evaluate(model, validation)})
        numbers = history[-1]
        badness = signs[metric] * numbers[metric]
        if (
            not any(math.isnan(number) or math.isinf(number) for number in numbers.values())
            and badness < best[0]
        ):
            best = (badness, len(history) - 1, snapshot())
    model.load_state_dict(best[2])
    model.train(False)
    if best[1] < 0:
        raise ValueError("every epoch was broken")
    return {"history": history, "best_epoch": best[1]}
