"""
en: A row that just fills max_length counts as cut, although nothing of it was lost.
fa: سطری که درست به اندازهٔ max_length است بریده شمرده می‌شود، با آنکه چیزی از دست نداده است.
check: test_what_truncation_costs
"""

_lost = truncation_cost


def truncation_cost(tokenizer, rows, view, max_length=128):
    full = [
        len(each["input_ids"]) >= min(max_length, 24)
        for each in encode_view(tokenizer, rows, view, max_length)
    ]
    return {**_lost(tokenizer, rows, view, max_length), "rows_cut": sum(full) / len(rows)}
