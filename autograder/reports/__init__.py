"""Reports for students and instructors: pages, JSON and terminal output, written from the results file."""

from autograder.reports.write import write_reports

__all__ = ["write_reports"]
