"""From submissions to outcomes: intake, plan, run, outcome."""
