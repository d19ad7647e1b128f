"""
en: Each token is searched for in the text: normalised, repeated and unknown ones are not found where they are.
fa: هر توکن در متن جست‌وجو می‌شود: آن‌که یکسان شده، تکرار شده یا ناشناخته است در جای خودش پیدا نمی‌شود.
check: test_offsets_point_at_the_text
"""


def token_offsets(tokenizer, text):
    spans = []
    for token in tokenizer.convert_ids_to_tokens(tokenizer(text, add_special_tokens=False)["input_ids"]):
        piece = token.removeprefix("▁").removeprefix("##")
        start = max(0, text.find(piece))
        spans.append([start, start + len(piece)])
    return spans
