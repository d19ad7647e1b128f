"""
en: Both texts are joined by a blank and encoded as one.
fa: دو متن با یک فاصله به هم چسبانده و مثل یک متن رمز می‌شوند.
check: test_views_follow_the_convention
"""

_separate = encode_view


def encode_view(tokenizer, rows, view, max_length=128):
    if view != "both":
        return _separate(tokenizer, rows, view, max_length)
    glued = [{"source": f"{row['source']} {row['targets']}"} for row in rows]
    return _separate(tokenizer, glued, "english", max_length)
