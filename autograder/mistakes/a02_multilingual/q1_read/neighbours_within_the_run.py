"""
en: Of several ZWNJ in a row each looks at its direct neighbours, which may be a ZWNJ itself.
fa: از چند نیم‌فاصلهٔ پیاپی هر کدام فقط همسایهٔ خودش را می‌بیند که شاید خودش نیم‌فاصله باشد.
check: test_symbols_know_a_loose_zwnj
"""

import re

_ZWNJ_RUN = re.compile(ZWNJ)
