"""The seeded recipes that make the sample data; a worker with student code never sees them."""
