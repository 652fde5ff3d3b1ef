"""The small model: a diffusion model of our own, trained from scratch on the renderer's scenes."""
