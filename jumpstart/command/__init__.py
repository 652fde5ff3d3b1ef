"""What every command shares: its console, its faults, and easel.toml."""
