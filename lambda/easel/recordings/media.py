"""The formats, the content types and the size that a recording may have. sound.py checks the
content."""

from ..errors import PayloadTooLarge

# The largest upload: about a minute of uncompressed 48 kHz stereo.
MAX_AUDIO_BYTES = 10 * 1024 * 1024

# The accepted formats, by the endings of their files' names.
FORMATS = (
    "mp3", "mp4", "m4a", "mov", "3gp", "aac", "wav", "w64", "aiff", "caf", "flac", "ogg", "amr",
    "webm", "mka", "mkv",
)  # fmt: skip


def _in_any_case(word: str) -> str:
    """A pattern for `word` in upper and lower case. JSON Schema has no flag for that."""
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)


# The content types that a recording may have, as a pattern of JSON Schema. Nothing follows from the
# type: the bytes decide. So any sound or film is taken, and what software calls either.
# RFC 9110, 8.3.1: a type has no case, and parameters can follow. In practice these hold more than
# the RFC allows, such as `codecs=vp8,opus`. S3 would replace a `${filename}` in a form.
CONTENT_TYPE = (
    f"^(({_in_any_case('audio')}|{_in_any_case('video')})/[A-Za-z0-9!#&^_.+-]+"
    f"|{_in_any_case('application')}/({_in_any_case('ogg')}|{_in_any_case('mp4')}"
    f"|{_in_any_case('octet-stream')}))"
    r"( *;([ !-#%-~]*[!-#%-~])?)?$"
)


def check_size(size: int) -> None:
    """Refuse a recording that is too large.

    Raises:
        PayloadTooLarge: it has more than MAX_AUDIO_BYTES.
    """
    if size > MAX_AUDIO_BYTES:
        raise PayloadTooLarge(f"a recording may hold at most {MAX_AUDIO_BYTES} bytes, not {size}")
