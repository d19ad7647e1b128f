"""
en: Token types are asked of every tokenizer, also of those whose models have none.
fa: نوع توکن از همهٔ توکن‌سازها خواسته می‌شود، حتی آن‌ها که مدلشان چنین چیزی ندارد.
check: test_views_follow_the_convention
"""

_plain = encode_view


def encode_view(tokenizer, rows, view, max_length=128):
    examples = _plain(tokenizer, rows, view, max_length)
    return [{"token_type_ids": [0] * len(each["input_ids"]), **each} for each in examples]
