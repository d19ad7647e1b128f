"""
en: The mode is not put back.
fa: حالت مدل برگردانده نمی‌شود.
check: test_evaluation_counts_each_example
"""


def evaluate(model, batches):
    was_training = model.training
    model.eval()
    total, hits, count = 0.0, 0, 0
    with torch.no_grad():
        for batch in batches:
            output = model(**batch)
            size = len(batch["labels"])
            total += output.loss.item() * size
            hits += int((output.logits.argmax(dim=-1) == batch["labels"]).sum())
            count += size
    del was_training
    return {"loss": total / count, "accuracy": hits / count}
