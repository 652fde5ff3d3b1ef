"""The words of a prompt, and what they mean."""
