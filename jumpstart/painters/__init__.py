"""Who draws: the scene renderer, the small model and Stable Diffusion."""
