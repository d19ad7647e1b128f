"""
en: The sequence is cut at its first separator and its last token dropped, which fits one convention only.
fa: دنباله از نخستین جداکننده بریده و توکن آخرش انداخته می‌شود که فقط با یک قرارداد جور است.
check: test_a_sequence_falls_apart
"""


def split_view(tokenizer, input_ids):
    ids = [token for token in input_ids if token != tokenizer.pad_token_id]
    place = ids.index(tokenizer.sep_token_id)
    return [part for part in (ids[1:place], ids[place + 1 : -1]) if part]
