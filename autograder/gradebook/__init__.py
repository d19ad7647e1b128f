"""What became of a class: the results file, the gradebook and the exports to learning platforms."""
