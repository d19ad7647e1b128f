"""
en: The model is evaluated in training mode, with dropout on.
fa: مدل در حالت آموزش و با دراپ‌اوت روشن ارزیابی می‌شود.
check: test_evaluation_counts_each_example
"""


def evaluate(model, batches):
    was_training = model.training
    model.train()
    total, hits, count = 0.0, 0, 0
    with torch.no_grad():
        for batch in batches:
            output = model(**batch)
            size = len(batch["labels"])
            total += output.loss.item() * size
            hits += int((output.logits.argmax(dim=-1) == batch["labels"]).sum())
            count += size
    model.train(was_training)
    return {"loss": total / count, "accuracy": hits / count}
