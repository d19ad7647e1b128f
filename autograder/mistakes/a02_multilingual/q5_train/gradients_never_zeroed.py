"""
en: zero_grad is forgotten: each step also follows the gradients of all steps before it.
fa: zero_grad فراموش شده است: هر گام از گرادیان گام‌های پیشین هم پیروی می‌کند.
check: test_steps_equal_clipped_adamw
"""

import inspect
import textwrap

exec(
    textwrap.dedent(inspect.getsource(train)).replace("optimizer.zero_grad()", "pass"),
    globals(),
)
