"""Reports for students and instructors: pages, JSON and terminal output, written from the results file."""
