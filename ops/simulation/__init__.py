"""A day of pictures, simulated: they come, wait in a queue, start instances, and are drawn."""
