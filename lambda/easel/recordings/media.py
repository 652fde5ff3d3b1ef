"""The content types and the size that a recording may have. sound.py checks the content."""

from ..errors import PayloadTooLarge

# The largest upload: about a minute of uncompressed 48 kHz stereo.
MAX_AUDIO_BYTES = 10 * 1024 * 1024

# Amazon Transcribe's MediaFormat, by the content type that a caller names.
# https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html
CONTENT_TYPES = {
    "audio/mpeg": "mp3", "audio/mp3": "mp3",
    "audio/mp4": "m4a", "audio/m4a": "m4a", "audio/x-m4a": "m4a", "video/mp4": "mp4",
    "audio/wav": "wav", "audio/wave": "wav", "audio/x-wav": "wav", "audio/vnd.wave": "wav",
    "audio/flac": "flac", "audio/x-flac": "flac",
    "audio/ogg": "ogg", "audio/opus": "ogg", "application/ogg": "ogg",
    "audio/amr": "amr", "audio/amr-wb": "amr",
    "audio/webm": "webm", "video/webm": "webm",
}  # fmt: skip
FORMATS = tuple(dict.fromkeys(CONTENT_TYPES.values()))


def check_size(size: int) -> None:
    """Refuse a recording that is too large.

    Raises:
        PayloadTooLarge: it has more than MAX_AUDIO_BYTES.
    """
    if size > MAX_AUDIO_BYTES:
        raise PayloadTooLarge(f"a recording may hold at most {MAX_AUDIO_BYTES} bytes, not {size}")
