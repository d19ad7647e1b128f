"""
en: The limit is applied to the words alone, so that the sequence is longer than max_length.
fa: سقف فقط بر واژه‌ها گذاشته شده و دنباله از max_length درازتر می‌شود.
check: test_a_long_text_keeps_head_and_tail
"""

_exact = _kept


def _kept(owners, texts, max_length):
    return _exact(owners, texts, max_length + sum(owner is None for owner in owners))
