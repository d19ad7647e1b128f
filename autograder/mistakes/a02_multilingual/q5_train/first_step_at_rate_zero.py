"""
en: The warm-up counts from 0 (s / w): the first step moves nothing.
fa: گرم‌شدن از ۰ می‌شمارد (s / w): گام نخست چیزی را جابه‌جا نمی‌کند.
check: test_the_rate_rises_and_falls
"""

import inspect
import textwrap

exec(
    textwrap.dedent(inspect.getsource(train)).replace("(step + 1) / warmup", "step / warmup"),
    globals(),
)
