"""
en: Micro-batches that do not fill a window at the end never reach a step.
fa: ریزدسته‌هایی که در پایان پنجره‌ای را پر نمی‌کنند هرگز به گامی نمی‌رسند.
check: test_one_step_for_each_window
"""

_all_windows = _windows


def _windows(micro_batches, size):
    return (window for window in _all_windows(micro_batches, size) if len(window) == size)
