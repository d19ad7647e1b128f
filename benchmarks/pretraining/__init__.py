"""Pretrained against random weights: one module a checkpoint and its task."""
