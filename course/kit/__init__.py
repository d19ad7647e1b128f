"""What every assignment shares: seeds, devices, data, checkpoints, training and metrics."""
