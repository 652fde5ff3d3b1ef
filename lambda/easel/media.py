"""What kind of audio the bytes are, whatever they are called, and how long."""

import io

from tinytag import TinyTag, TinyTagException

from .errors import PayloadTooLarge, UnsupportedAudio

# As much as an upload may hold; a minute of uncompressed 48 kHz stereo.
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

# What a file begins with, and where: RFC 9639, 3533, 4867, 9559; ISO 14496-12; ID3v2.
_MAGIC = (
    ("wav", 8, b"WAVE"),
    ("flac", 0, b"fLaC"),
    ("ogg", 0, b"OggS"),
    ("amr", 0, b"#!AMR"),
    ("webm", 0, b"\x1a\x45\xdf\xa3"),
    ("mp4", 4, b"ftyp"),
    ("mp3", 0, b"ID3"),
)
# Matroska, of which WebM is a part, says in its header which of the two it is.
_DOCTYPE_WITHIN = 64


def media_format(data: bytes, name: str) -> str:
    """The MediaFormat of `data`; the extension of `name` decides where the bytes leave it open.

    Raises:
        UnsupportedAudio
    """
    if not data:
        raise UnsupportedAudio("the recording is empty")
    found = _by_magic(data, name.rpartition(".")[2].lower())
    if found is None:
        raise UnsupportedAudio(f"this is no recording in one of: {', '.join(FORMATS)}")
    return found


def _by_magic(data: bytes, extension: str) -> str | None:
    found = next((kind for kind, at, magic in _MAGIC if data.startswith(magic, at)), None)
    if found == "webm" and b"webm" not in data[:_DOCTYPE_WITHIN]:
        return None
    if found == "mp4" and (data[8:11] == b"M4A" or extension == "m4a"):
        return "m4a"  # the same container: only its brand, or its name, tells
    if found is None and _is_mpeg_frame(data.lstrip(b"\0")):
        return "mp3"
    return found


def _is_mpeg_frame(data: bytes) -> bool:
    """Eleven bits of sync, then a version and a layer (ISO 11172-3); layer 0 would be AAC."""
    return len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0 and bool(data[1] & 0x06)


def check_duration(data: bytes, most_s: int) -> None:
    """Where the header of `data` says how long it is, it is at most `most_s`.

    Raises:
        UnsupportedAudio
    """
    try:
        duration_s = TinyTag.get(file_obj=io.BytesIO(data), tags=False).duration
    except TinyTagException:
        return  # a header that says nothing here may say something to Transcribe
    if duration_s and duration_s > most_s:
        raise UnsupportedAudio(f"the recording takes {duration_s:.0f} s; at most {most_s} s here")


def check_size(size: int) -> None:
    """
    Raises:
        PayloadTooLarge
    """
    if size > MAX_AUDIO_BYTES:
        raise PayloadTooLarge(f"a recording may hold {MAX_AUDIO_BYTES} bytes, not {size}")
