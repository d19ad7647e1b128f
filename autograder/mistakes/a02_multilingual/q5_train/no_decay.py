"""
en: The rate stays at its height after the warm-up.
fa: نرخ پس از گرم‌شدن در اوج می‌ماند.
check: test_the_rate_rises_and_falls
"""

import inspect
import textwrap

exec(
    textwrap.dedent(inspect.getsource(train)).replace(" * (1 - step / steps)", ""),
    globals(),
)
