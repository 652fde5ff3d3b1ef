"""What each grant of the templates is for. `make mutate-grants` takes them away one at a time."""
