"""The scene renderer: it reads a prompt as a scene of a small world, and paints the scene."""
