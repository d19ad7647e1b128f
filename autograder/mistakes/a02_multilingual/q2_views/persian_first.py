"""
en: Persian comes first and English second.
fa: فارسی اول می‌آید و انگلیسی دوم.
check: test_views_follow_the_convention
"""

VIEWS = {**VIEWS, "both": ("targets", "source")}
