"""The untrusted side: a zygote forks one sandboxed worker for each submission and question."""
