"""
en: The rows of attn.qkv are dealt in turn (0, 3, 6, … to the queries) instead of in three pieces.
fa: سطرهای attn.qkv به جای سه تکهٔ پیاپی، یکی‌درمیان (0، 3، 6، … به پرسش) پخش می‌شوند.
check: test_from_timm_undoes_it
"""


def from_timm(state_dict):
    renamed = {}
    for name, weight in state_dict.items():
        sources = _sources(name)
        for number, source in enumerate(sources):
            renamed[source] = weight[number :: len(sources)] if len(sources) > 1 else weight
    return renamed
