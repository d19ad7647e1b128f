"""
en: Only the premise is truncated, down to nothing where the hypothesis is the long one.
fa: فقط premise کوتاه می‌شود، حتی وقتی hypothesis جملهٔ بلند است.
check: test_the_longer_sentence_is_cut_first
"""

def encode_pairs(tokenizer, premises, hypotheses, max_length=64):
    room = max_length - 3
    first, second = [], []
    for premise, hypothesis in zip(premises, hypotheses, strict=True):
        right = tokenizer(hypothesis, add_special_tokens=False)["input_ids"][: room - 1]
        left = tokenizer(premise, add_special_tokens=False)["input_ids"][: room - len(right)]
        first.append(tokenizer.decode(left))
        second.append(tokenizer.decode(right))
    return dict(
        tokenizer(first, second, truncation=True, max_length=max_length, padding="longest", return_tensors="pt")
    )
