"""
en: The spread divides by n and not by n − 1.
fa: پراکندگی بر n تقسیم می‌شود و نه بر n − 1.
check: test_the_table_of_results
"""

import numpy as np


def _cell(values):
    mean = f"{np.mean(values):.3f}"
    return mean if len(values) == 1 else f"{mean} ± {np.std(values):.3f}"
