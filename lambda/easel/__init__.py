"""Easel: a prompt comes in over HTTP, a permanent link to a compact JPEG goes out."""
