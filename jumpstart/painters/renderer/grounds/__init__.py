"""Where a scene is: its ground, its sky, its weather."""
