"""
en: The model stays in evaluation mode: the next training runs without dropout.
fa: مدل در حالت ارزیابی می‌ماند: آموزش بعدی بی‌دراپ‌اوت است.
check: test_prediction_keeps_the_order
"""

_restoring = predict


def predict(model, tokenizer, examples, batch_size=60):
    result = _restoring(model, tokenizer, examples, batch_size)
    model.eval()
    return result
