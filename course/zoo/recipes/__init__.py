"""One pretraining recipe per mini checkpoint."""
