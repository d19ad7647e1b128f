"""
en: all_special_ids also lists the unknown token: a text falls apart at each word that is not known.
fa: فهرست all_special_ids توکن ناشناخته را هم دارد: متن در هر واژهٔ ناشناخته از هم می‌پاشد.
check: test_a_sequence_falls_apart
"""


def split_view(tokenizer, input_ids):
    runs = [[]]
    for token in input_ids:
        if token in tokenizer.all_special_ids:
            runs.append([])
        else:
            runs[-1].append(token)
    return [run for run in runs if run]
