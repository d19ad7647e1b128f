"""Keeps pytest from collecting the probe course's checks and the attacks, which are data of test_hostile."""

collect_ignore = ["course", "attacks"]
