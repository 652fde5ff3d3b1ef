"""The stand-in for Amazon Transcribe: its jobs, and a small offline model that listens."""
