"""
en: The parts are joined in alphabetical order: keys, queries, values.
fa: بخش‌ها به ترتیب الفبا به هم می‌چسبند: کلید، پرسش، مقدار.
check: test_weights_get_the_names_of_timm
"""

_QKV = ("attention.k_proj", "attention.q_proj", "attention.v_proj")
