"""Keeps pytest from collecting the small course's checks, which are data of test_authoring."""

collect_ignore = ["autograder", "course", "solutions"]
