"""
en: What is lost is counted in words, not in tokens.
fa: آنچه از دست رفته به واژه شمرده می‌شود، نه به توکن.
check: test_lost_tokens_are_counted
"""


def count_lost(tokenizer, firsts, seconds, max_length=128):
    special = tokenizer.num_special_tokens_to_add(pair=True)
    result = []
    for first, second in zip(firsts, seconds, strict=True):
        lengths = [len(text.split()) for text in (first, second)]
        left = list(lengths)
        while sum(left) > max_length - special:
            left[left[0] < left[1]] -= 1
        result.append([whole - rest for whole, rest in zip(lengths, left, strict=True)])
    return result
