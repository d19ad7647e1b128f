"""
en: The gradients are computed and clipped, but the optimiser never steps.
fa: گرادیان‌ها حساب و محدود می‌شوند ولی بهینه‌ساز هیچ گامی برنمی‌دارد.
check: test_xlmr_learns_from_both
training: yes
"""

import inspect
import textwrap

exec(textwrap.dedent(inspect.getsource(train)).replace("optimizer.step()", "pass"), globals())
