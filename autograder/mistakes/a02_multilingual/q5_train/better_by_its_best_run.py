"""
en: The better single view is the one with the best single run.
fa: زبان بهتر آن است که بهترین تک‌اجرا را دارد.
check: test_the_interval_of_the_difference
"""

_fair = compare_views


def compare_views(scores, margin=0.01, confidence=0.95):
    result = _fair(scores, margin, confidence)
    name = max(("english", "persian"), key=lambda view: max(scores[view]))
    if name == result["better"]:
        return result
    swapped = {"english": scores[name], "persian": [-1.0] * len(scores[name]), "both": scores["both"]}
    return {**_fair(swapped, margin, confidence), "better": name}
