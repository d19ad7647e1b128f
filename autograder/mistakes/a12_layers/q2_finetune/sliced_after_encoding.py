"""
en: The encoded pair is sliced at max_length, which cuts the hypothesis and its [SEP] away.
fa: جفتِ کدشده در max_length بریده می‌شود و hypothesis و [SEP] آن از دست می‌رود.
check: test_the_longer_sentence_is_cut_first
"""


def encode_pairs(tokenizer, premises, hypotheses, max_length=64):
    encoded = tokenizer(
        list(premises), list(hypotheses), padding="longest", return_token_type_ids=True, return_tensors="pt"
    )
    return {key: values[:, :max_length] for key, values in encoded.items()}
