"""
en: The columns are in the order of the dicts, not in the one asked for.
fa: ستون‌ها به ترتیب دیکشنری‌هاست، نه به ترتیبی که خواسته شده.
check: test_the_table_of_results
"""

_ordered = results_table


def results_table(runs, metrics):
    if not all(runs.values()):
        raise ValueError("no runs")
    first = next(iter(runs.values()))[0]
    return _ordered(runs, [name for name in first if name in metrics])
