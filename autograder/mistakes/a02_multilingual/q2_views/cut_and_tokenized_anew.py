"""
en: A long text is cut at words and tokenized again, by a share of its words and not of its tokens.
fa: متن بلند از واژه‌ها بریده و دوباره توکن می‌شود، به نسبت واژه‌ها و نه توکن‌ها.
check: test_a_long_text_keeps_head_and_tail
"""

_exact_encoding = encode_view


def encode_view(tokenizer, rows, view, max_length=128):
    shorter = []
    for row in rows:
        new = dict(row)
        for column in _columns(view):
            words = row[column].split()
            half = max(1, max_length // 2 // len(VIEWS[view]) - 1)
            new[column] = row[column] if len(words) <= 2 * half else " ".join(words[:half] + words[-half:])
        shorter.append(new)
    return _exact_encoding(tokenizer, shorter, view, max_length)
