"""Small recordings for the tests; README.md says how they were made."""

from pathlib import Path

PATH = Path(__file__).parent
FORMATS = ("mp3", "mp4", "m4a", "wav", "flac", "ogg", "amr", "webm")


def recording(name: str) -> bytes:
    return (PATH / name).read_bytes()
