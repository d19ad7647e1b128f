"""
en: The accuracy is that of the last batch.
fa: دقت، دقت دستهٔ آخر است.
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
            total, hits = total + output.loss.item() * size, 0
            hits += int((output.logits.argmax(dim=-1) == batch["labels"]).sum())
            count += size
    model.train(was_training)
    return {"loss": total / count, "accuracy": hits / size}
