"""
en: The fall begins at the end of the warm-up, so that both factors never meet.
fa: افت نرخ از پایان گرم‌شدن آغاز می‌شود و دو عامل هیچ‌گاه به هم نمی‌رسند.
check: test_the_rate_rises_and_falls
"""

import inspect
import textwrap

exec(
    textwrap.dedent(inspect.getsource(train)).replace(
        "lr * rise * (1 - step / steps)",
        "lr * (rise if step < warmup else (steps - step) / max(1, steps - warmup))",
    ),
    globals(),
)
