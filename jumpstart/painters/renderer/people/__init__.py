"""People: their skeleton, what they wear, hold and do."""
