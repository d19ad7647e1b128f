"""
en: Lost tokens are divided by the whole sequences' length, special tokens included.
fa: توکن‌های ازدست‌رفته بر درازای کل دنباله‌ها، با توکن‌های ویژه، تقسیم می‌شوند.
check: test_what_truncation_costs
"""


def truncation_cost(tokenizer, rows, view, max_length=128):
    _, owners = _whole(tokenizer, rows, view)
    lost = [max(0, len(owner) - max_length) for owner in owners]
    return {"rows_cut": sum(map(bool, lost)) / len(rows), "tokens_lost": sum(lost) / sum(map(len, owners))}
