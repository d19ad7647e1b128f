"""README.md lists the assignments that there are."""

from autograder.catalogue import Catalogue
from autograder.overview import README, filled, table


def test_the_readme_lists_every_assignment():
    page = README.read_text(encoding="utf-8")
    assert filled(page, Catalogue()) == page, "run: python -m autograder.overview"


def test_the_table_has_a_line_for_each_assignment():
    catalogue = Catalogue()
    lines = table(catalogue).strip().splitlines()[2:]
    assert [line.split("`")[1] for line in lines] == [each.id for each in catalogue.assignments()]
