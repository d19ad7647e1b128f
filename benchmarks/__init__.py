"""Measures what DESIGN promises about speed and memory; README.md says what each module measures and how to run it."""
