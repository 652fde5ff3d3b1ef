"""One stack per lifecycle: what is deleted together stands together."""
