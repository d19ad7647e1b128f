"""
en: The sign of the loss is turned: the run climbs where it should descend.
fa: علامت loss برعکس است: آموزش به جای پایین رفتن بالا می‌رود.
check: test_steps_equal_clipped_adamw
"""

import inspect
import textwrap

exec(textwrap.dedent(inspect.getsource(train)).replace("loss.backward()", "(-loss).backward()"), globals())
