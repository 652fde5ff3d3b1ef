"""What `evaluate` is made of: drawing prompts, scoring the pictures, and a sheet to look at."""
