"""The mini checkpoints of the course and the recipes that trained them."""
