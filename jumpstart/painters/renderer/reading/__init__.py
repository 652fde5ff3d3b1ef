"""From the words to the scene, and what was not drawn."""
