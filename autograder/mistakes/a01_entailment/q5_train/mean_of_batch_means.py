"""
en: Loss and accuracy are means of the batches' means.
fa: هزینه و دقت میانگینِ میانگینِ دسته‌ها هستند.
check: test_evaluation_counts_each_example
"""


def evaluate(model, batches):
    was_training = model.training
    model.eval()
    losses, shares = [], []
    with torch.no_grad():
        for batch in batches:
            output = model(**batch)
            losses.append(output.loss.item())
            shares.append((output.logits.argmax(-1) == batch["labels"]).double().mean().item())
    model.train(was_training)
    return {"loss": sum(losses) / len(losses), "accuracy": sum(shares) / len(shares)}
