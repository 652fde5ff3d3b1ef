"""A small world of shapes and simple scenes: what a prompt says about it, and how it looks."""
