"""
en: The blocks are looked for under the names that transformers had before version 5.
fa: بلوک‌ها زیر نام‌هایی جست‌وجو می‌شوند که transformers پیش از نسخهٔ 5 داشت.
check: test_the_last_block_is_found_by_number
"""

_BLOCK = re.compile(r"(?:deit\.encoder\.layer|blocks)\.(\d+)\.")
