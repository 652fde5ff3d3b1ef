"""The small model: Easel's own diffusion model, trained from scratch on the renderer's scenes."""
