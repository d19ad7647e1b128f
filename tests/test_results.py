"""Result tables: mean and interval over seeds, in Markdown and HTML, and a plot that shows every seed."""

import math

import numpy as np
import pytest
from scipy import stats

from course.kit.results import Result, draw, html, interval, markdown, write

RESULTS = [
    Result("XLM-R <both>", [0.9, 0.95, 0.91], seconds=18.25, published=0.99),
    Result("ParsBERT | fa", [0.7]),
]


def test_the_interval_is_that_of_scipy():
    scores = [0.61, 0.7, 0.66, 0.64]
    mean, half = interval(scores, 0.9)
    low, high = stats.t.interval(0.9, 3, loc=np.mean(scores), scale=stats.sem(scores))
    assert (mean - half, mean + half) == pytest.approx((low, high))


def test_one_seed_has_no_interval():
    mean, half = interval([0.7])
    assert mean == 0.7
    assert math.isnan(half)


def test_the_tables_say_what_was_measured():
    table = markdown(RESULTS, "accuracy")
    assert "| XLM-R <both> | 0.920 ± 0.066 | 0.900–0.950 | 3 | 18.2 | 0.99 |" in table
    assert r"| ParsBERT \| fa | 0.700 | 0.700–0.700 | 1 |  |  |" in table
    page = html(RESULTS, "accuracy")
    assert "<td>XLM-R &lt;both&gt;</td><td>0.920 ± 0.066</td>" in page
    assert "seconds" not in markdown(RESULTS[1:], "accuracy")


def test_the_plot_shows_each_seed_mean_and_published_figure():
    axes = draw(RESULTS, "accuracy").axes[0]
    assert axes.get_xlabel() == "accuracy"
    drawn = [np.asarray(line.get_xdata()).tolist() for line in axes.lines]
    assert [0.9, 0.95, 0.91] in drawn
    assert [0.99] in drawn
    assert [label.get_text() for label in axes.get_yticklabels()] == ["XLM-R <both>", "ParsBERT | fa"]


def test_all_three_files_are_written(tmp_path):
    paths = write(RESULTS, tmp_path / "out", "accuracy")
    assert [path.name for path in paths] == ["results.md", "results.html", "results.png"]
    assert 'src="results.png"' in paths[1].read_text(encoding="utf-8")
    assert paths[2].read_bytes().startswith(b"\x89PNG")
