"""
en: [CLS] a [SEP] b [SEP] is written by hand, whatever the tokenizer's own convention is.
fa: قالب [CLS] a [SEP] b [SEP] دستی نوشته شده، هر قراردادی که خودِ توکن‌ساز داشته باشد.
check: test_views_follow_the_convention
"""


def encode_view(tokenizer, rows, view, max_length=128):
    examples = []
    for row in rows:
        texts = [tokenizer(row[column], add_special_tokens=False)["input_ids"] for column in _columns(view)]
        ids, types = [tokenizer.cls_token_id], [0]
        for index, text in enumerate(texts):
            ids += [*text, tokenizer.sep_token_id]
            types += [index] * (len(text) + 1)
        examples.append({"input_ids": ids, "attention_mask": [1] * len(ids), "token_type_ids": types})
    return examples
