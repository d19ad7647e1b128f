"""
en: The gradients are not clipped.
fa: گرادیان‌ها محدود نمی‌شوند.
check: test_steps_equal_clipped_adamw
"""

import inspect
import textwrap

exec(
    textwrap.dedent(inspect.getsource(train)).replace(
        "clip_grad_norm_(trainable, 1.0)", "clip_grad_norm_(trainable, 1e9)"
    ),
    globals(),
)
