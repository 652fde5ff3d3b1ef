"""JumpStart's catalogue of models: its files, and what the SageMaker SDK reads from them."""
