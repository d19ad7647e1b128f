"""
en: All lost tokens are put down to the second sentence.
fa: همهٔ توکن‌های ازدست‌رفته به پای جملهٔ دوم نوشته می‌شود.
check: test_lost_tokens_are_counted
"""


def count_lost(tokenizer, firsts, seconds, max_length=128):
    special = tokenizer.num_special_tokens_to_add(pair=True)
    result = []
    for first, second in zip(firsts, seconds, strict=True):
        total = sum(len(tokenizer(text, add_special_tokens=False)["input_ids"]) for text in (first, second))
        result.append([0, max(0, total - (max_length - special))])
    return result
