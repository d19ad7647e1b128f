"""
en: The seed is not used: the first examples of a class are always for training.
fa: بذر به کار نرفته: نخستین نمونه‌های هر کلاس همیشه برای آموزش‌اند.
check: test_the_seed_alone_decides
"""

import types

random = types.SimpleNamespace(Random=lambda seed: types.SimpleNamespace(shuffle=lambda members: None))
